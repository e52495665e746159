package dev.polyrhythm.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.memory.internal.wait.Waiter;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.KillLoop;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Kills one child JVM after the other; the next one starts while the present one is used. */
final class KillRounds {
    /** How many a test kills; fewer, as holders of locks and users of queues are killed most. */
    static final int KILLS = Math.ceilDiv(KillLoop.kills(), 4);

    static final Duration PATIENCE = Duration.ofMinutes(2);

    /** One child's use and end. */
    @FunctionalInterface
    interface Round {
        void run(ChildJvm victim, int number) throws Exception;
    }

    private KillRounds() {}

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

    /** Waits until a number has grown by so much, by what a child does; else tells what it does. */
    static void awaitProgress(ChildJvm child, LongSupplier number, long growth) {
        try {
            awaitProgress(
                    () -> {
                        assertThat(child.handle().isAlive()).as("%s", child.lines()).isTrue();
                        return number.getAsLong();
                    },
                    growth);
        } catch (ConditionTimeoutException e) {
            child.signal("QUIT");
            child.awaitLine("JNI global refs"); // the end of its thread dump
            String dump = String.join("\n", child.lines());
            throw new AssertionError("no progress at " + number.getAsLong() + ": " + dump, e);
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
                if (frame.getClassName().equals(Waiter.class.getName())) {
                    return true;
                }
            }
            return false;
        });
    }
}
