package dev.polyrhythm.platform;

import java.util.function.IntConsumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Signals of the operating system, as far as the library meets them. The JDK has no other door to
 * them than {@code sun.misc.Signal}, which its module jdk.unsupported keeps.
 */
public final class Signals {
    private static final int EXIT_BASE = 128;

    private Signals() {}

    public static String name(int number) {
        return switch (number) {
            case 1 -> "SIGHUP";
            case 2 -> "SIGINT";
            case 3 -> "SIGQUIT";
            case 4 -> "SIGILL";
            case 6 -> "SIGABRT";
            case 7 -> "SIGBUS";
            case 8 -> "SIGFPE";
            case 9 -> "SIGKILL";
            case 11 -> "SIGSEGV";
            case 13 -> "SIGPIPE";
            case 15 -> "SIGTERM";
            default -> "signal " + number;
        };
    }

    /** Leaves an interrupt from the terminal to the parent: it decides for the whole program. */
    public static void ignoreInterrupt() {
        Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
    }

    /** Has SIGTERM told before the JVM shuts down as it always does. */
    public static void onTermination(IntConsumer told) {
        Signal.handle(
                new Signal("TERM"),
                signal -> {
                    told.accept(signal.getNumber());
                    Runtime.getRuntime().exit(EXIT_BASE + signal.getNumber());
                });
    }
}
