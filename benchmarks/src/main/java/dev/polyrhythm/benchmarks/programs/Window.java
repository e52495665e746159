package dev.polyrhythm.benchmarks.programs;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.Task;
import dev.polyrhythm.Worker;
import dev.polyrhythm.memory.SharedInt;
import dev.polyrhythm.memory.SharedLong;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The time in which several processes measure together: it begins when all are there, and first
 * they warm up. The clock is the machine's monotonic one, the same in all processes.
 *
 * @param arrived how many processes are there
 * @param begin when all were, 0 before
 * @param warmupNanos for how long nothing is measured
 * @param measureNanos for how long it is then
 */
record Window(SharedInt arrived, SharedLong begin, long warmupNanos, long measureNanos)
        implements Serializable {
    /** Who gives works on for a while, so that who takes finds something until the end. */
    private static final long SLACK_NANOS = Duration.ofMillis(100).toNanos();

    private static final long PAUSE_NANOS = Duration.ofMillis(1).toNanos();

    /**
     * A window of the lengths on a command line.
     *
     * @param warmupMillis in milliseconds
     * @param measureMillis in milliseconds
     */
    static Window of(String warmupMillis, String measureMillis) {
        return new Window(
                SharedInt.create(0),
                SharedLong.create(0),
                TimeUnit.MILLISECONDS.toNanos(Long.parseLong(warmupMillis)),
                TimeUnit.MILLISECONDS.toNanos(Long.parseLong(measureMillis)));
    }

    /** A process that ends with the first one, also when that one finds an error. */
    static ProcessWorker daemon(Task task) {
        return Worker.ofProcess().daemon().unstarted(task);
    }

    /** In the first process: waits for the others, and begins. */
    void open(List<ProcessWorker> others) {
        while (arrived.get() < others.size()) {
            for (ProcessWorker other : others) {
                if (!other.isAlive()) {
                    throw new IllegalStateException("ended early: " + other);
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        begin.set(System.nanoTime());
    }

    /** In the others: waits for the beginning. */
    void enter() {
        arrived.getAndAdd(1);
        while (begin.get() == 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** When measuring begins. */
    long from() {
        return begin.get() + warmupNanos;
    }

    /** When measuring ends. */
    long to() {
        return from() + measureNanos;
    }

    /** When nobody needs anything any more. */
    long end() {
        return to() + SLACK_NANOS;
    }
}
