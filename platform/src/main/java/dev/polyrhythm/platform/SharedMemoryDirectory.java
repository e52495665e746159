package dev.polyrhythm.platform;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory whose files are shared memory (shm_overview(7)). */
public final class SharedMemoryDirectory {
    private static final Path SHM = Path.of("/dev/shm");

    private SharedMemoryDirectory() {}

    /**
     * Returns the directory; the one of temporary files, which need not be in memory, where the
     * system has no other or this process may not write to it.
     */
    public static Path get() {
        return Files.isDirectory(SHM) && Files.isWritable(SHM)
                ? SHM
                : Path.of(System.getProperty("java.io.tmpdir", File.separator));
    }
}
