package dev.polyrhythm.internal.pool;

import dev.polyrhythm.PoolInsight;
import dev.polyrhythm.TaskTimeoutException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker as its pool sees it, whatever it is made of: what was given to it, and what it is doing.
 * Everything happens under the pool's lock, unless it says otherwise.
 */
abstract class PoolWorker {
    /** After so long with one item, the others of its chunk need not wait for it. */
    static final long SHARE_NANOS = 100_000_000;

    final PoolState core;
    final String name;
    private final long createdNanoTime = System.nanoTime();
    private long readyNanoTime; // 0 before
    private long endNanoTime; // 0 before
    private long idleNanoTime;
    private long workingNanos;
    private long tasks;
    private int given;
    private boolean rogue;
    private @Nullable Running stopping; // was asked to end
    private long stopNanoTime; // when it is ended by force

    PoolWorker(PoolState core, String name) {
        this.core = core;
        this.name = name;
    }

    /**
     * An item that has been begun and has not ended.
     *
     * @param number of the item among all that this worker has begun
     */
    record Running(Submission call, int index, long number, long startedNanoTime) {}

    /** Starts it; says {@link Scheduler#ready} or {@link Scheduler#ended} later. Does not wait. */
    abstract void start();

    /** Gives it something to do; it has nothing to do. */
    abstract void give(Chunk chunk);

    /** It has nothing to do, and never will: it is to end. */
    abstract void dismiss();

    /** What it is doing now. */
    abstract @Nullable Running running();

    /** Takes back what it was given and has not begun. */
    abstract List<Chunk> takeBack();

    /** Whether it was given something that it has not begun. */
    abstract boolean hasUnbegun();

    /** Whether it was given something of a call that has not ended. */
    abstract boolean has(Submission call);

    /** Asks what runs to end. */
    abstract void interrupt(Running running);

    /** What runs did not end: the worker is ended, or given up. */
    abstract void giveUp(Running running);

    /** Ends it as soon as it can be. */
    abstract void kill();

    /** Interrupts what runs, and has it ended by force after the grace time. */
    final void stop(Running running) {
        if (!isStopping(running)) {
            stopping = running;
            stopNanoTime = System.nanoTime() + core.settings.graceNanos();
            interrupt(running);
        }
    }

    /**
     * Nobody waits for a call any more: what was not begun goes back to the queue. It is taken back
     * first, as the worker could begin it after a look at what runs.
     *
     * @param interrupt whether what runs of it is stopped
     */
    final void cancel(Submission call, boolean interrupt) {
        if (!has(call)) {
            return;
        }
        List<Chunk> unbegun = takeBack();
        Running running = running();
        if (interrupt && running != null && isOf(running, call)) {
            stop(running);
        }
        core.dispatcher.putBack(unbegun);
    }

    @SuppressWarnings("ReferenceEquality") // this very call
    private static boolean isOf(Running running, Submission call) {
        return running.call() == call;
    }

    /** Whether it is to be given nothing, as nobody knows whether it will come to it. */
    final boolean isStopping() {
        return stopping != null;
    }

    private boolean isStopping(Running running) {
        return stopping != null && stopping.number() == running.number();
    }

    final void noteReady() {
        readyNanoTime = System.nanoTime();
    }

    final void noteIdle() {
        idleNanoTime = System.nanoTime();
    }

    final void noteGone(boolean isRogue) {
        endNanoTime = System.nanoTime();
        rogue = isRogue;
    }

    /** A rogue one has come back after all. */
    final void noteReturn() {
        rogue = false;
    }

    final boolean isRogue() {
        return rogue;
    }

    /** It has ended an item. */
    final void noteWork(long nanos) {
        tasks++;
        workingNanos += nanos;
    }

    /** Since when it has had nothing to do. */
    final long idleNanoTime() {
        return idleNanoTime;
    }

    /** What it may do of a chunk before it is replaced; it is given that. The rest is put back. */
    final Chunk fit(Chunk chunk) {
        int most = core.settings.maxTasks();
        int left = most == 0 ? chunk.count() : Math.min(most - given, chunk.count());
        given += left;
        if (left < chunk.count()) {
            core.dispatcher.putBack(List.of(chunk.after(left)));
        }
        return chunk.before(left);
    }

    /** It was given something that it gives back. */
    final void noteTakenBack(List<Chunk> chunks) {
        chunks.forEach(chunk -> given -= chunk.count());
    }

    /** Whether it has been given all that it may do. */
    final boolean isUsedUp() {
        return core.settings.maxTasks() > 0 && given >= core.settings.maxTasks();
    }

    /** As {@link #times}, for callers without the pool's lock. */
    final PoolInsight.WorkerTimes timesNow() {
        core.lock();
        try {
            return times(System.nanoTime());
        } finally {
            core.unlock();
        }
    }

    final PoolInsight.WorkerTimes times(long now) {
        long end = endNanoTime == 0 ? now : endNanoTime;
        long ready = readyNanoTime == 0 ? end : readyNanoTime;
        return PoolStatistics.times(
                describeName(),
                condition(),
                tasks,
                ready - createdNanoTime,
                end - ready - workingNanos,
                workingNanos);
    }

    private PoolInsight.Condition condition() {
        if (rogue) {
            return PoolInsight.Condition.ROGUE;
        }
        if (endNanoTime != 0) {
            return PoolInsight.Condition.ENDED;
        }
        if (readyNanoTime == 0) {
            return PoolInsight.Condition.STARTING;
        }
        return core.dispatcher.isIdle(this)
                ? PoolInsight.Condition.WAITING
                : PoolInsight.Condition.WORKING;
    }

    /** Its name, and what else identifies it. */
    abstract String describeName();

    /** An item has ended. */
    final void noteEnd(long number) {
        if (stopping != null && stopping.number() <= number) {
            stopping = null;
        }
    }

    /**
     * Looks after limits and grace times.
     *
     * @return when to look again, as System.nanoTime() counts; now plus a long time if never
     */
    long check(long now) {
        Running running = running();
        if (running == null) {
            return PoolState.never(now);
        }
        long limit = checkLimit(now, running);
        long share = checkShare(now, running);
        return share - limit < 0 ? share : limit;
    }

    /** What waits behind an item that takes long is given to others, if they have nothing to do. */
    private long checkShare(long now, Running running) {
        if (!hasUnbegun()) {
            return PoolState.never(now);
        }
        long due = running.startedNanoTime() + SHARE_NANOS;
        if (now - due < 0) {
            return due;
        }
        core.dispatcher.share(this);
        return now + SHARE_NANOS;
    }

    private long checkLimit(long now, Running running) {
        if (isStopping(running)) {
            if (now - stopNanoTime >= 0) {
                giveUp(running);
                return PoolState.never(now);
            }
            return stopNanoTime;
        }
        long limit = running.call().limitNanos();
        if (limit == 0 || running.call().isOver(running.index())) {
            return PoolState.never(now);
        }
        long deadline = running.startedNanoTime() + limit;
        if (now - deadline >= 0) {
            timeOut(running);
            return now;
        }
        return deadline;
    }

    /** An item has taken too long. */
    private void timeOut(Running running) {
        Duration limit = Duration.ofNanos(running.call().limitNanos());
        running.call().failed(running.index(), what -> new TaskTimeoutException(limit, what));
        stop(running);
        core.dispatcher.putBack(takeBack());
    }
}
