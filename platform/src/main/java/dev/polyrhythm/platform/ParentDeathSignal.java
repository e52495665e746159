package dev.polyrhythm.platform;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Has the kernel send a child a signal at the death of the thread that started it (prctl(2)). */
public final class ParentDeathSignal {
    private static final Path COMMAND = Path.of("/usr/bin/setpriv");
    private static final String CONTINUE = "CONT";
    private static final long TRIAL_SECONDS = 1;
    private static final boolean WORKS = Files.isExecutable(COMMAND) && tryIt();

    private ParentDeathSignal() {}

    /**
     * Returns what a command line begins with to have a child continued at its parent's death. A
     * child that was stopped (SIGSTOP) would not see the end of its input; continued, it does, and
     * ends its own processes with it.
     *
     * <p>That is why the signal is not SIGKILL: a child that is killed cannot end the processes
     * that it has started, nor remove the shared memory as the last one.
     */
    public static List<String> continuing() {
        return prefix(CONTINUE);
    }

    /**
     * Returns what a command line begins with; nothing where the system has no such command.
     *
     * @param signal its name, without {@code SIG}
     */
    static List<String> prefix(String signal) {
        return WORKS ? arguments(signal) : List.of();
    }

    private static List<String> arguments(String signal) {
        return List.of(COMMAND.toString(), "--pdeathsig", signal);
    }

    private static boolean refused(boolean ended, Process tried) {
        System.getLogger("dev.polyrhythm")
                .log(
                        Level.DEBUG,
                        "no signal at a parent''s death, a stopped child is not continued then:"
                                + " command={0}, result={1}",
                        COMMAND,
                        ended ? "exit code " + tried.exitValue() : "none in a second");
        return false;
    }

    /** Tries the command: an old one does not know the option, and then no child would start. */
    private static boolean tryIt() {
        try {
            List<String> command = new ArrayList<>(arguments(CONTINUE));
            command.add("true");
            Process tried =
                    new ProcessBuilder(command)
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start();
            try {
                boolean ended = tried.waitFor(TRIAL_SECONDS, TimeUnit.SECONDS);
                return (ended && tried.exitValue() == 0) || refused(ended, tried);
            } finally {
                tried.destroyForcibly();
            }
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
