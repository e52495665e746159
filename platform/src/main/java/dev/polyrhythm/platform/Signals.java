package dev.polyrhythm.platform;

import java.util.function.IntConsumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Signals of the operating system (signal(7)). The JDK has no other access to them than {@code
 * sun.misc.Signal}, in its module jdk.unsupported.
 */
public final class Signals {
    public static final int HANGUP = 1;
    public static final int INTERRUPT = 2;
    public static final int KILL = 9;

    /** What a process's exit code is above the number of the signal that ended it. */
    public static final int EXIT_BASE = 128;

    private static final int LAST = 31; // but for realtime signals

    private Signals() {}

    public static String name(int number) {
        return switch (number) {
            case HANGUP -> "SIGHUP";
            case INTERRUPT -> "SIGINT";
            case 3 -> "SIGQUIT";
            case 4 -> "SIGILL";
            case 6 -> "SIGABRT";
            case 7 -> "SIGBUS";
            case 8 -> "SIGFPE";
            case KILL -> "SIGKILL";
            case 11 -> "SIGSEGV";
            case 13 -> "SIGPIPE";
            case 15 -> "SIGTERM";
            default -> "signal " + number;
        };
    }

    /**
     * Returns the number of the signal that an exit code stands for, or 0. A program can choose
     * such a code, too.
     */
    public static int ofExitCode(int exitCode) {
        int number = exitCode - EXIT_BASE;
        return number > 0 && number <= LAST ? number : 0;
    }

    /** Leaves an interrupt from the terminal to the parent: it decides for the whole program. */
    public static void ignoreInterrupt() {
        Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
    }

    /** Runs an action at each interrupt (Ctrl-C), instead of ending the JVM; in a new thread. */
    public static void onInterrupt(Runnable action) {
        Signal.handle(new Signal("INT"), signal -> action.run());
    }

    /** Reports SIGTERM to a listener before the JVM shuts down as it always does. */
    public static void onTermination(IntConsumer listener) {
        Signal.handle(
                new Signal("TERM"),
                signal -> {
                    listener.accept(signal.getNumber());
                    Runtime.getRuntime().exit(EXIT_BASE + signal.getNumber());
                });
    }
}
