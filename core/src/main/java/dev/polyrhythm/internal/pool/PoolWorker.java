package dev.polyrhythm.internal.pool;

import dev.polyrhythm.PoolInsight;
import dev.polyrhythm.TaskTimeoutException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pool's worker, whatever it is made of: what was given to it, what it is doing, and its limits.
 * Guarded by the pool's lock, unless a method says otherwise.
 */
abstract class PoolWorker {
    /** The time with one item after which the others of its chunk need not wait for it. */
    static final long SHARE_NANOS = 100_000_000;

    final PoolState pool;
    final Scheduler scheduler;
    final String name;
    final WorkerTimer timer = new WorkerTimer();
    private int given;
    private @Nullable RunningItem stopping; // was asked to end
    private long stopNanoTime; // when it is ended by force

    PoolWorker(PoolState pool, Scheduler scheduler, String name) {
        this.pool = pool;
        this.scheduler = scheduler;
        this.name = name;
    }

    /** Starts it; reports {@link Scheduler#ready} or an end later. Does not wait. */
    abstract void start();

    /** Gives it something to do; called while it has nothing to do, or little. */
    abstract void give(Chunk chunk);

    /** Gives it nothing more: it ends after what it has begun. */
    abstract void retire();

    /** Returns the item that it is at; null if there is none. */
    abstract @Nullable RunningItem running();

    /** Takes back what it was given and has not begun. */
    abstract List<Chunk> takeBack();

    /** Whether it was given something that it has not begun. */
    abstract boolean hasUnbegun();

    /** Whether it was given something of a submission that has not ended. */
    abstract boolean has(Submission submission);

    /** Asks the running item to end. */
    abstract void interrupt(RunningItem running);

    /** Ends the worker with its item, which did not end when asked; a thread is given up. */
    abstract void giveUp(RunningItem running);

    /** Ends it as soon as it can be. */
    abstract void kill();

    /** Interrupts an item, and has it ended by force after the grace time. */
    final void stop(RunningItem running) {
        if (!isStopping(running)) {
            stopping = running;
            stopNanoTime = System.nanoTime() + pool.settings.graceNanos();
            interrupt(running);
        }
    }

    /**
     * Cancels a submission: what was not begun goes back to the queue, which drops it. That is
     * taken back first, as the worker could begin it just after the running item was read.
     *
     * @param interrupt whether to stop the running item, if it is one of the submission
     */
    final void cancel(Submission submission, boolean interrupt) {
        if (!has(submission)) {
            return;
        }
        List<Chunk> unbegun = takeBack();
        RunningItem running = running();
        if (interrupt && running != null && isOf(running, submission)) {
            stop(running);
        }
        scheduler.putBack(unbegun);
    }

    @SuppressWarnings("ReferenceEquality") // this very submission
    private static boolean isOf(RunningItem running, Submission submission) {
        return running.submission() == submission;
    }

    /** Whether to give it nothing, as it may never come to it. */
    final boolean isStopping() {
        return stopping != null;
    }

    private boolean isStopping(RunningItem running) {
        return stopping != null && stopping.number() == running.number();
    }

    /** Trims a chunk to what the worker may do before it is replaced, and puts the rest back. */
    final Chunk trimToQuota(Chunk chunk) {
        int most = pool.settings.maxTasks();
        int left = most == 0 ? chunk.count() : Math.min(most - given, chunk.count());
        given += left;
        if (left < chunk.count()) {
            scheduler.putBack(List.of(chunk.after(left)));
        }
        return chunk.before(left);
    }

    /** Notes what was taken back, which does not count for its quota. */
    final void noteTakenBack(List<Chunk> chunks) {
        chunks.forEach(chunk -> given -= chunk.count());
    }

    /** Whether it has been given all that it may do before it is replaced. */
    final boolean isQuotaUsedUp() {
        return pool.settings.maxTasks() > 0 && given >= pool.settings.maxTasks();
    }

    /** Returns its times, for callers without the pool's lock. */
    final PoolInsight.WorkerTimes timesNow() {
        pool.lock();
        try {
            return times(System.nanoTime());
        } finally {
            pool.unlock();
        }
    }

    final PoolInsight.WorkerTimes times(long now) {
        return timer.times(describeName(), scheduler.isIdle(this), now);
    }

    /** Returns its name, and what else identifies it. */
    abstract String describeName();

    /** Notes the end of an item, which needs no stopping any more. */
    final void noteEnd(long number) {
        if (stopping != null && stopping.number() <= number) {
            stopping = null;
        }
    }

    /**
     * Checks limits and grace times.
     *
     * @return when to check again, as System.nanoTime() counts; now plus a long time if never
     */
    long check(long now) {
        RunningItem running = running();
        if (running == null) {
            return PoolState.never(now);
        }
        long limit = checkLimit(now, running);
        long share = checkShare(now, running);
        return share - limit < 0 ? share : limit;
    }

    /** Gives what waits behind a long item to idle workers. */
    private long checkShare(long now, RunningItem running) {
        if (!hasUnbegun()) {
            return PoolState.never(now);
        }
        long due = running.startedNanoTime() + SHARE_NANOS;
        if (now - due < 0) {
            return due;
        }
        scheduler.share(this);
        return now + SHARE_NANOS;
    }

    private long checkLimit(long now, RunningItem running) {
        if (isStopping(running)) {
            if (now - stopNanoTime >= 0) {
                giveUp(running);
                return PoolState.never(now);
            }
            return stopNanoTime;
        }
        long limit = running.submission().limitNanos();
        if (limit == 0 || running.submission().isOver(running.index())) {
            return PoolState.never(now);
        }
        long deadline = running.startedNanoTime() + limit;
        if (now - deadline >= 0) {
            timeOut(running);
            return now;
        }
        return deadline;
    }

    /** Fails an item that has taken too long, and stops it. */
    private void timeOut(RunningItem running) {
        Duration limit = Duration.ofNanos(running.submission().limitNanos());
        running.submission().failed(running.index(), what -> new TaskTimeoutException(limit, what));
        stop(running);
        scheduler.putBack(takeBack());
    }
}
