package dev.polyrhythm.platform;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Sets the niceness of a child. The command {@code nice} adds to the niceness that it inherits, so
 * the difference is computed at the time of each start.
 *
 * <p>Where the niceness may not be lowered, GNU's {@code nice} writes a warning and starts the
 * program all the same: a trial tells before.
 */
public final class Niceness {
    private static final int NICENESS = 16; // as counted by Procfs
    private static final String COMMAND = "nice";

    /** Runs a command and returns what it prints. */
    interface Trial {
        String run(List<String> command) throws IOException;
    }

    private Niceness() {}

    /**
     * What a command line begins with that is started by the calling thread; nothing if the child
     * inherits the right niceness.
     *
     * @throws IOException if the niceness cannot be set
     */
    public static List<String> prefix(int asked) throws IOException {
        return prefix(current(), asked, Niceness::run);
    }

    static List<String> prefix(int current, int asked, Trial trial) throws IOException {
        if (asked == current) {
            return List.of();
        }
        List<String> prefix = List.of(COMMAND, "-n", String.valueOf(asked - current));
        if (asked < current) {
            requireAllowed(
                    current, asked, trial.run(List.of(COMMAND, "-n", prefix.get(2), COMMAND)));
        }
        return prefix;
    }

    private static void requireAllowed(int current, int asked, String reached) throws IOException {
        if (!reached.strip().equals(String.valueOf(asked))) {
            throw new IOException(
                    ("the niceness may not be lowered: current=%d, asked=%d: ask for %d or more,"
                                    + " start this program with a lower niceness, or give its user"
                                    + " the right (CAP_SYS_NICE, or \"nice\" in"
                                    + " /etc/security/limits.conf)")
                            .formatted(current, asked, current));
        }
    }

    /** In Linux each thread has its own; a child inherits that of the thread that starts it. */
    private static int current() throws IOException {
        return Integer.parseInt(Procfs.stat(Procfs.THREAD)[NICENESS]);
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
        process.getOutputStream().close();
        byte[] printed = process.getInputStream().readAllBytes();
        process.onExit().join();
        return new String(printed, StandardCharsets.US_ASCII);
    }
}
