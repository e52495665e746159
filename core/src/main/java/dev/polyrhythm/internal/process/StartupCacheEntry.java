package dev.polyrhythm.internal.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A complete entry, ready for a child's JVM.
 *
 * @param files all of its files
 * @param jarFile the library's classes that it needs, first on its class path
 * @param archiveFile they and the JDK's, loaded and linked
 */
record StartupCacheEntry(
        StartupCacheFiles files, StartupCacheFile jarFile, StartupCacheFile archiveFile) {
    private static final int LINES = 2;

    /** Makes the entry of files that are complete. */
    static StartupCacheEntry seal(StartupCacheFiles files) throws IOException {
        return new StartupCacheEntry(
                files, StartupCacheFile.seal(files.jar()), StartupCacheFile.seal(files.archive()));
    }

    /** Returns null for a text that {@link #toText} did not make. */
    static @Nullable StartupCacheEntry parse(Path directory, String text) {
        List<String> lines = text.lines().toList();
        StartupCacheFiles files =
                lines.size() == LINES
                        ? StartupCacheFiles.ofJar(directory, lines.get(0).split(" ", 2)[0])
                        : null;
        if (files == null) {
            return null;
        }
        StartupCacheFile jar = StartupCacheFile.parse(files.jar(), lines.get(0));
        StartupCacheFile archive = StartupCacheFile.parse(files.archive(), lines.get(1));
        return jar == null || archive == null ? null : new StartupCacheEntry(files, jar, archive);
    }

    String toText() {
        return jarFile.toLine() + "\n" + archiveFile.toLine() + "\n";
    }

    Path jar() {
        return jarFile.path();
    }

    /** Returns whether no byte has changed since the entry was made. */
    boolean isIntact() {
        return jarFile.isIntact() && archiveFile.isIntact();
    }

    void remove() {
        files.remove(true);
    }

    List<String> options() {
        return List.of(option(archiveFile.path()));
    }

    /** Returns the JVM option for an archive. */
    static String option(Path archive) {
        return "-XX:SharedArchiveFile=" + archive;
    }
}
