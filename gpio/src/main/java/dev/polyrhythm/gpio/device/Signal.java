package dev.polyrhythm.gpio.device;

import dev.polyrhythm.NanoClock;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Wakes the threads that wait for a condition of a device, with a limit by the board's clock. */
final class Signal {
    /** For what wakes no thread: a virtual clock that is moved, and a board that is closed. */
    private static final long POLL_NANOS = 10_000_000;

    private static final long SHORTEST_NANOS = 50_000;

    private final NanoClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition raised = lock.newCondition();

    Signal(NanoClock clock) {
        this.clock = clock;
    }

    /** Lets the waiting threads look at their condition, which has been made true before. */
    void raise() {
        lock.lock();
        try {
            raised.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a condition.
     *
     * @param condition takes no lock
     * @return false if the limit came first
     */
    boolean await(BooleanSupplier condition, Duration limit) throws InterruptedException {
        long deadline = clock.nanoTime() + Arguments.toNanos(limit);
        lock.lockInterruptibly();
        try {
            while (!condition.getAsBoolean()) {
                long left = deadline - clock.nanoTime();
                if (left <= 0) {
                    return false;
                }
                long _ = raised.awaitNanos(Math.clamp(left, SHORTEST_NANOS, POLL_NANOS));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
