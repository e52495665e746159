package dev.polyrhythm.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What Linux tells of a process in {@code /proc}.
 *
 * @param state its letter: T is stopped, Z has ended and is still listed
 * @param cpuTicks processor time of all its threads, in hundredths of a second
 * @param startTicks when it was started; with the process id it names one process for ever
 * @param residentBytes its memory that is in the machine's, with what it shares with others
 */
public record ProcessFacts(char state, long cpuTicks, long startTicks, long residentBytes) {
    public static final long TICK_NANOS = 10_000_000;

    private static final int STATE = 0; // after the name, which can hold spaces and brackets
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    private static final int START_TICKS = 19;
    private static final String RESIDENT = "VmRSS:";

    /** Nothing if there is no such process, or the system does not tell. */
    public static Optional<ProcessFacts> of(long pid) {
        Path directory = Path.of("/proc", String.valueOf(pid));
        try {
            String stat = read(directory.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Optional.of(
                    new ProcessFacts(
                            fields[STATE].charAt(0),
                            Long.parseLong(fields[USER_TICKS])
                                    + Long.parseLong(fields[SYSTEM_TICKS]),
                            Long.parseLong(fields[START_TICKS]),
                            residentBytes(read(directory.resolve("status")))));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** A name is bytes of any kind. */
    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private static long residentBytes(String status) {
        return status.lines()
                .filter(line -> line.startsWith(RESIDENT))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    public boolean isStopped() {
        return state == 'T' || state == 't';
    }

    public boolean hasEnded() {
        return state == 'Z' || state == 'X';
    }
}
