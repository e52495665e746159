package dev.polyrhythm.memory;

import dev.polyrhythm.testkit.ChildJvm;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** Kills one child JVM after the other; the next one starts while the present one is used. */
final class KillLoop {
    /** How many a test kills. */
    static final int KILLS = dev.polyrhythm.testkit.KillLoop.kills();

    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** One child's use and end. */
    @FunctionalInterface
    interface Round {
        void run(ChildJvm victim, int number) throws Exception;
    }

    private KillLoop() {}

    static void run(Supplier<ChildJvm> start, Round round) throws Exception {
        ChildJvm next = start.get();
        try {
            for (int i = 0; i < KILLS; i++) {
                try (ChildJvm victim = next) {
                    if (i + 1 < KILLS) {
                        next = start.get();
                    }
                    round.run(victim, i);
                }
            }
        } finally {
            next.close();
        }
    }

    /** In the child: waits until the test wants it to begin. */
    static void awaitGo() throws Exception {
        if (System.in.read() < 0) {
            throw new IllegalStateException("the test has ended");
        }
    }

    /** Waits until a number has grown by so much. */
    static void awaitProgress(LongSupplier number, long growth) {
        long before = number.getAsLong();
        awaitMoment(() -> number.getAsLong() - before >= growth);
    }

    static void awaitMoment(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(condition);
    }

    /** Waits until a thread has begun to wait. */
    static void awaitWaiting(Thread thread) {
        awaitMoment(() -> {
            for (StackTraceElement frame : thread.getStackTrace()) {
                if (frame.getClassName().equals(Patience.class.getName())) {
                    return true;
                }
            }
            return false;
        });
    }
}
