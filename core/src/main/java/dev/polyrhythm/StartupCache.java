package dev.polyrhythm;

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
 * and does not check all of this by itself: so an entry that is not as its note says is not used.
 * Where there is none, {@link StartupCacheMaker} makes it while the program runs.
 */
final class StartupCache {
    private static final int VERSION = 2;

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

    /** What differs between programs and starts, and does not matter. */
    private static final List<String> INDIFFERENT =
            List.of("-D", "-Xmx", "-Xms", "-Xss", "-XX:ErrorFile", "-XX:MaxRAMPercentage");

    private static final @Nullable LibraryClasses LIBRARY = LibraryClasses.find();

    /** Looked for once; what is missing is made once. */
    private static final Map<List<String>, StartupCache> KNOWN = new ConcurrentHashMap<>();

    private volatile @Nullable StartupCacheEntry entry;

    private StartupCache() {}

    /**
     * The entry for a set of JVM options.
     *
     * @return null if there is none, or not yet
     */
    static @Nullable StartupCacheEntry find(List<String> options) {
        Path directory = CacheDirectory.get();
        return LIBRARY == null || directory == null || isAny(options, UNFIT)
                ? null
                : find(LIBRARY, directory, options);
    }

    private static @Nullable StartupCacheEntry find(
            LibraryClasses library, Path directory, List<String> options) {
        List<String> flags = options.stream().filter(StartupCache::matters).toList();
        StartupCacheEntry found =
                KNOWN.computeIfAbsent(flags, absent -> look(library, directory, flags, options))
                        .entry;
        return found != null && found.isWhole() && library.areUnchanged() ? found : null;
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

    private static StartupCache look(
            LibraryClasses library, Path directory, List<String> flags, List<String> options) {
        StartupCache cache = new StartupCache();
        StartupCacheNote note = new StartupCacheNote(directory, describe(library, flags));
        cache.entry = note.read();
        if (cache.entry == null && !note.hasFailedLately()) {
            StartupCacheMaker.start(
                    library, note, List.copyOf(options), made -> cache.entry = made);
        }
        return cache;
    }

    private static String describe(LibraryClasses library, List<String> flags) {
        return "polyrhythm start-up cache %d%njava %s %s%n%s%s%n"
                .formatted(
                        VERSION,
                        System.getProperty("java.home"),
                        System.getProperty("java.vm.version"),
                        library.description(),
                        String.join(" ", flags));
    }
}
