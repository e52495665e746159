package dev.polyrhythm.internal.events;

import dev.polyrhythm.memory.internal.region.ShutdownPhases;
import java.lang.System.Logger.Level;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The log of starts and ends of processes, at level {@code DEBUG}. One thread of its own writes it,
 * in order: a logger is the user's code, and a JVM takes 25 ms to find one. No start, no end and no
 * thread that holds a pool's lock waits for that; the program's end does, for a second at most.
 */
final class LifecycleLog {
    private static final long FINISH_SECONDS = 1;
    private static final ThreadPoolExecutor WRITER =
            new ThreadPoolExecutor(
                    0,
                    1,
                    FINISH_SECONDS,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    Thread.ofVirtual().name("polyrhythm-log").factory(),
                    new ThreadPoolExecutor.DiscardPolicy()); // the program has ended

    static {
        ShutdownPhases.register(ShutdownPhases.Phase.REPORTS, LifecycleLog::finish);
    }

    private LifecycleLog() {}

    /** Writes a message, a little later. */
    static void write(String format, @Nullable Object... values) {
        WRITER.execute(() -> System.getLogger("dev.polyrhythm").log(Level.DEBUG, format, values));
    }

    private static void finish() {
        WRITER.shutdown();
        try {
            boolean ignored = WRITER.awaitTermination(FINISH_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
