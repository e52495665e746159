package dev.polyrhythm.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the system calls this process in its lists ({@code ps -o comm}, {@code top}). */
public final class ProcessName {
    private static final Path OWN = Path.of("/proc/self/comm");

    private ProcessName() {}

    /** Linux keeps the first 15 bytes. Where it cannot be set it stays. */
    public static void set(String name) {
        try {
            Files.write(OWN, name.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
        } catch (IOException e) {
            // Another system, or a sandbox.
        }
    }
}
