package dev.polyrhythm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is ready for a child's JVM.
 *
 * @param jar the library's classes, first on its class path
 * @param jarSize the jar's length in bytes
 * @param cache the same, loaded and linked
 * @param cacheSize the cache's length in bytes
 */
record StartupCacheEntry(Path jar, long jarSize, Path cache, long cacheSize) {
    static StartupCacheEntry of(Path jar, Path cache) throws IOException {
        return new StartupCacheEntry(jar, Files.size(jar), cache, Files.size(cache));
    }

    /** Whether nobody has removed it, or cut it short. */
    boolean isWhole() {
        try {
            return Files.size(jar) == jarSize && Files.size(cache) == cacheSize;
        } catch (IOException e) {
            return false;
        }
    }

    List<String> options() {
        return List.of("-XX:AOTCache=" + cache);
    }
}
