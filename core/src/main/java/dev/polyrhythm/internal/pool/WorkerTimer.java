package dev.polyrhythm.internal.pool;

import dev.polyrhythm.PoolInsight.Condition;
import dev.polyrhythm.PoolInsight.WorkerTimes;
import java.time.Duration;

/** The times of one worker of a pool, from its creation to its end. Guarded by the pool's lock. */
final class WorkerTimer {
    private final long createdNanoTime = System.nanoTime();
    private long readyNanoTime; // 0 before
    private long endNanoTime; // 0 before
    private long idleNanoTime;
    private long workingNanos;
    private long tasks;

    void noteReady() {
        readyNanoTime = System.nanoTime();
    }

    void noteIdle() {
        idleNanoTime = System.nanoTime();
    }

    void noteEnd() {
        endNanoTime = System.nanoTime();
    }

    /** Adds an item, which took so long. */
    void noteWork(long nanos) {
        tasks++;
        workingNanos += nanos;
    }

    boolean hasBeenReady() {
        return readyNanoTime != 0;
    }

    boolean hasEnded() {
        return endNanoTime != 0;
    }

    /** Returns since when the worker has had nothing to do, if it has nothing to do. */
    long idleNanoTime() {
        return idleNanoTime;
    }

    WorkerTimes times(String name, Condition condition, long now) {
        long end = endNanoTime == 0 ? now : endNanoTime;
        long ready = readyNanoTime == 0 ? end : readyNanoTime;
        return new WorkerTimes(
                name,
                condition,
                tasks,
                Duration.ofNanos(ready - createdNanoTime),
                Duration.ofNanos(Math.max(0, end - ready - workingNanos)),
                Duration.ofNanos(workingNanos));
    }
}
