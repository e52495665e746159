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
    private boolean rogue;

    void noteReady() {
        readyNanoTime = System.nanoTime();
    }

    void noteIdle() {
        idleNanoTime = System.nanoTime();
    }

    /** Notes that the worker has left the pool; a rogue one still runs. */
    void noteEnd(boolean isRogue) {
        endNanoTime = System.nanoTime();
        rogue = isRogue;
    }

    /** Notes that a rogue worker has ended after all. */
    void noteReturn() {
        rogue = false;
    }

    boolean isRogue() {
        return rogue;
    }

    /** Adds an item, which took so long. */
    void noteWork(long nanos) {
        tasks++;
        workingNanos += nanos;
    }

    boolean hasBeenReady() {
        return readyNanoTime != 0;
    }

    private Condition condition(boolean isIdle) {
        if (rogue) {
            return Condition.ROGUE;
        }
        if (endNanoTime != 0) {
            return Condition.ENDED;
        }
        if (readyNanoTime == 0) {
            return Condition.STARTING;
        }
        return isIdle ? Condition.WAITING : Condition.WORKING;
    }

    /** Returns since when the worker has had nothing to do, if it has nothing to do. */
    long idleNanoTime() {
        return idleNanoTime;
    }

    /** Returns the times so far; the worker has ended, or is idle or not. */
    WorkerTimes times(String name, boolean isIdle, long now) {
        long end = endNanoTime == 0 ? now : endNanoTime;
        long ready = readyNanoTime == 0 ? end : readyNanoTime;
        return new WorkerTimes(
                name,
                condition(isIdle),
                tasks,
                Duration.ofNanos(ready - createdNanoTime),
                Duration.ofNanos(Math.max(0, end - ready - workingNanos)),
                Duration.ofNanos(workingNanos));
    }
}
