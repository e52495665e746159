package dev.polyrhythm.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much of the machine's memory a process has, where the system tells it. */
public final class ResidentMemory {
    private static final String LINE = "VmRSS:";
    private static final long UNIT = 1024;

    private ResidentMemory() {}

    /** Of a process; 0 if it is not known. */
    public static long bytes(long pid) {
        try {
            for (String line :
                    Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"))) {
                if (line.startsWith(LINE)) {
                    return UNIT * Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
        } catch (IOException | NumberFormatException e) {
            // The process is gone, or this is not Linux.
        }
        return 0;
    }
}
