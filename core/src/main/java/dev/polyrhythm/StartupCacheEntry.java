package dev.polyrhythm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is ready for a child's JVM.
 *
 * @param jar the library's classes that it needs, first on its class path
 * @param jarSize the jar's length in bytes
 * @param archive they and the JDK's, loaded and linked
 * @param archiveSize the archive's length in bytes
 */
record StartupCacheEntry(Path jar, long jarSize, Path archive, long archiveSize) {
    static StartupCacheEntry of(Path jar, Path archive) throws IOException {
        return new StartupCacheEntry(jar, Files.size(jar), archive, Files.size(archive));
    }

    /** Whether nobody has removed it, or cut it short. */
    boolean isWhole() {
        try {
            return Files.size(jar) == jarSize && Files.size(archive) == archiveSize;
        } catch (IOException e) {
            return false;
        }
    }

    List<String> options() {
        return List.of(option(archive));
    }

    /** How a JVM is given an archive. */
    static String option(Path archive) {
        return "-XX:SharedArchiveFile=" + archive;
    }
}
