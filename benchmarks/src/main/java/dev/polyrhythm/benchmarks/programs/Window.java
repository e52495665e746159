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
 * The time in which several processes measure together: it begins when all have arrived, and first
 * they warm up. The clock is the machine's monotonic one, the same in all processes.
 *
 * @param arrived the number of processes that have arrived
 * @param begin the time at which all had, 0 before
 * @param warmupNanos the length of the warm-up
 * @param measureNanos the length of the measurement
 */
record Window(SharedInt arrived, SharedLong begin, long warmupNanos, long measureNanos)
        implements Serializable {
    /** Producers go on for a while, so that consumers find items until the end. */
    private static final long SLACK_NANOS = Duration.ofMillis(100).toNanos();

    private static final long PAUSE_NANOS = Duration.ofMillis(1).toNanos();

    /**
     * Makes a window of the lengths on a command line.
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

    /** Makes a process that ends with the first one, also when that one finds an error. */
    static ProcessWorker daemon(Task task) {
        return Worker.ofProcess().daemon().unstarted(task);
    }

    /** Waits for the others, and begins; called by the first process. */
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

    /** Waits for the beginning; called by the other processes. */
    void enter() {
        arrived.getAndAdd(1);
        while (begin.get() == 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Returns the time at which measuring begins. */
    long from() {
        return begin.get() + warmupNanos;
    }

    /** Returns the time at which measuring ends. */
    long to() {
        return from() + measureNanos;
    }

    /** Returns the time at which producers end. */
    long end() {
        return to() + SLACK_NANOS;
    }
}
