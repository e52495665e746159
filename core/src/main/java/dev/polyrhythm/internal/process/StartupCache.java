package dev.polyrhythm.internal.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The library's classes, loaded and linked ahead of time (JEP 483), in the user's cache directory:
 * a child whose JVM has them begins sooner.
 *
 * <p>An entry is for one JDK, one build of the library and one set of JVM options, which its note
 * tells word for word. A JVM that is given a cache that does not fit loses all class-data sharing,
 * and does not check all of this by itself; it crashes with one that is damaged. So each use checks
 * that the directory is still this user's alone, and that the entry is as its note says: its
 * content when this process uses it first, afterwards whether it was written to. A damaged one is
 * removed. Where there is none, {@link StartupCacheMaker} makes it while the program runs.
 */
final class StartupCache {
    private static final int VERSION = 3;

    private static final List<String> UNFIT =
            List.of(
                    "-agent",
                    "-javaagent",
                    "-Xshare",
                    "-XX:AOT",
                    "-XX:SharedArchiveFile",
                    "-XX:ArchiveClassesAtExit",
                    "-XX:DumpLoadedClassList",
                    "-Djava.system.class.loader",
                    "--patch-module",
                    "--upgrade-module-path",
                    "--limit-modules");

    /** Options that differ between programs and starts, and do not matter. */
    private static final List<String> INDIFFERENT =
            List.of("-D", "-Xmx", "-Xms", "-Xss", "-XX:ErrorFile", "-XX:MaxRAMPercentage");

    private static final @Nullable LibraryClasses LIBRARY = LibraryClasses.find();

    /**
     * By directory and options, as one text: a record's first hash code takes a JVM some
     * milliseconds.
     */
    private static final Map<String, StartupCache> KNOWN = new ConcurrentHashMap<>();

    private final LibraryClasses library;
    private final StartupCacheDirectory directory;
    private final StartupCacheNote note;
    private final List<String> options;
    private @Nullable StartupCacheEntry entry; // guarded by this
    private boolean asked; // guarded by this; for an entry that has not been made

    private StartupCache(
            LibraryClasses library,
            StartupCacheDirectory directory,
            List<String> flags,
            List<String> options) {
        this.library = library;
        this.directory = directory;
        this.note = new StartupCacheNote(directory.path(), describe(library, flags));
        this.options = List.copyOf(options);
    }

    /**
     * Returns the entry for a set of JVM options.
     *
     * @return null if there is none, or not yet
     */
    static @Nullable StartupCacheEntry find(List<String> options) {
        if (LIBRARY == null || isAny(options, UNFIT)) {
            return null;
        }
        Path chosen = CacheDirectory.get();
        StartupCache cache = chosen == null ? null : of(LIBRARY, chosen, options);
        return cache == null ? null : cache.find();
    }

    private static @Nullable StartupCache of(
            LibraryClasses library, Path chosen, List<String> options) {
        List<String> flags = options.stream().filter(StartupCache::matters).toList();
        String key = chosen + "\n" + String.join("\n", flags);
        StartupCache known = KNOWN.get(key);
        if (known != null) {
            return known;
        }
        try {
            StartupCacheDirectory directory = StartupCacheDirectory.in(chosen);
            return KNOWN.computeIfAbsent(
                    key, absent -> new StartupCache(library, directory, flags, options));
        } catch (IOException e) {
            CacheDirectory.refuse("directory=" + chosen + " cannot be examined: reason=" + e);
            return null;
        }
    }

    private synchronized @Nullable StartupCacheEntry find() {
        String fault = directory.fault();
        if (fault != null) {
            CacheDirectory.refuse(fault);
            return null;
        }
        if (entry == null || !entry.isIntact()) {
            entry = asked ? null : read();
        }
        if (entry == null && !asked) {
            ask();
        }
        return entry != null && library.areUnchanged() ? entry : null;
    }

    /** Reads the note, as another program may have made an entry. */
    private @Nullable StartupCacheEntry read() {
        StartupCacheEntry read = note.read();
        if (read == null || read.isIntact()) {
            return read;
        }
        read.remove();
        return null;
    }

    private void ask() {
        asked = true;
        if (!note.hasFailedLately()) {
            StartupCacheMaker.start(library, note, options, this::have);
        }
    }

    private synchronized void have(StartupCacheEntry made) {
        entry = made;
        asked = false;
    }

    private static boolean isAny(List<String> options, List<String> prefixes) {
        return options.stream().anyMatch(option -> startsWithAny(option, prefixes));
    }

    private static boolean startsWithAny(String option, List<String> prefixes) {
        return prefixes.stream().anyMatch(option::startsWith);
    }

    private static boolean matters(String option) {
        return !startsWithAny(option, INDIFFERENT);
    }

    private static String describe(LibraryClasses library, List<String> flags) {
        return StartupCacheFiles.HEADER // no format, which loads a locale
                + VERSION
                + "\njava "
                + System.getProperty("java.home")
                + " "
                + System.getProperty("java.vm.version")
                + "\n"
                + library.description()
                + String.join(" ", flags)
                + "\n";
    }
}
