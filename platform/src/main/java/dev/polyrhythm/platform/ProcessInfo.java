package dev.polyrhythm.platform;

import java.io.IOException;
import java.util.Optional;

/**
 * Facts about a process, as the kernel reports them at one moment.
 *
 * @param state its letter: T is stopped, Z has ended and is still listed
 * @param cpuTicks processor time of all its threads, in hundredths of a second
 * @param startTicks when it was started; with the process id it names one process for ever
 * @param residentBytes its resident set: its memory that is in the machine's, with shared pages; 0
 *     if it is not known
 */
public record ProcessInfo(char state, long cpuTicks, long startTicks, long residentBytes) {
    public static final long TICK_NANOS = 10_000_000;

    private static final int STATE = 0; // as counted by Procfs
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    private static final int START_TICKS = 19;
    private static final String RESIDENT_SET = "VmRSS";
    private static final long RESIDENT_UNIT = 1024;

    /** Returns nothing if there is no such process, or where the system does not tell. */
    public static Optional<ProcessInfo> of(long pid) {
        try {
            String[] fields = Procfs.stat(String.valueOf(pid));
            return Optional.of(
                    new ProcessInfo(
                            fields[STATE].charAt(0),
                            Long.parseLong(fields[USER_TICKS])
                                    + Long.parseLong(fields[SYSTEM_TICKS]),
                            Long.parseLong(fields[START_TICKS]),
                            residentBytes(pid)));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the resident set alone: half the cost of {@linkplain #of all facts}. 0 if there is no
     * such process, it has ended, or the system does not tell.
     */
    public static long residentBytes(long pid) {
        try {
            String[] line = Procfs.status(String.valueOf(pid), RESIDENT_SET);
            return RESIDENT_UNIT * Long.parseLong(line[0]);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    public boolean isStopped() {
        return state == 'T' || state == 't';
    }

    public boolean hasEnded() {
        return state == 'Z' || state == 'X';
    }
}
