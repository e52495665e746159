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

    final PoolState state;
    final Scheduler scheduler;
    final String name;
    private final WorkerTimer timer = new WorkerTimer();
    private int given;
    private boolean rogue;
    private @Nullable RunningItem stopping; // was asked to end
    private long stopNanoTime; // when it is ended by force

    PoolWorker(PoolState state, Scheduler scheduler, String name) {
        this.state = state;
        this.scheduler = scheduler;
        this.name = name;
    }

    /** Starts it; says {@link Scheduler#ready} or {@link Scheduler#ended} later. Does not wait. */
    abstract void start();

    /** Gives it something to do; it has nothing to do. */
    abstract void give(Chunk chunk);

    /** It has nothing to do, and never will: it is to end. */
    abstract void dismiss();

    /** What it is doing now. */
    abstract @Nullable RunningItem running();

    /** Takes back what it was given and has not begun. */
    abstract List<Chunk> takeBack();

    /** Whether it was given something that it has not begun. */
    abstract boolean hasUnbegun();

    /** Whether it was given something of a call that has not ended. */
    abstract boolean has(Submission call);

    /** Asks what runs to end. */
    abstract void interrupt(RunningItem running);

    /** What runs did not end: the worker is ended, or given up. */
    abstract void giveUp(RunningItem running);

    /** Ends it as soon as it can be. */
    abstract void kill();

    /** Interrupts what runs, and has it ended by force after the grace time. */
    final void stop(RunningItem running) {
        if (!isStopping(running)) {
            stopping = running;
            stopNanoTime = System.nanoTime() + state.settings.graceNanos();
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
        RunningItem running = running();
        if (interrupt && running != null && isOf(running, call)) {
            stop(running);
        }
        scheduler.putBack(unbegun);
    }

    @SuppressWarnings("ReferenceEquality") // this very call
    private static boolean isOf(RunningItem running, Submission call) {
        return running.call() == call;
    }

    /** Whether it is to be given nothing, as nobody knows whether it will come to it. */
    final boolean isStopping() {
        return stopping != null;
    }

    private boolean isStopping(RunningItem running) {
        return stopping != null && stopping.number() == running.number();
    }

    final void noteReady() {
        timer.noteReady();
    }

    final boolean hasBeenReady() {
        return timer.hasBeenReady();
    }

    final void noteIdle() {
        timer.noteIdle();
    }

    final void noteGone(boolean isRogue) {
        timer.noteEnd();
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
        timer.noteWork(nanos);
    }

    /** Since when it has had nothing to do. */
    final long idleNanoTime() {
        return timer.idleNanoTime();
    }

    /** What it may do of a chunk before it is replaced; it is given that. The rest is put back. */
    final Chunk fit(Chunk chunk) {
        int most = state.settings.maxTasks();
        int left = most == 0 ? chunk.count() : Math.min(most - given, chunk.count());
        given += left;
        if (left < chunk.count()) {
            scheduler.putBack(List.of(chunk.after(left)));
        }
        return chunk.before(left);
    }

    /** It was given something that it gives back. */
    final void noteTakenBack(List<Chunk> chunks) {
        chunks.forEach(chunk -> given -= chunk.count());
    }

    /** Whether it has been given all that it may do. */
    final boolean isUsedUp() {
        return state.settings.maxTasks() > 0 && given >= state.settings.maxTasks();
    }

    /** As {@link #times}, for callers without the pool's lock. */
    final PoolInsight.WorkerTimes timesNow() {
        state.lock();
        try {
            return times(System.nanoTime());
        } finally {
            state.unlock();
        }
    }

    final PoolInsight.WorkerTimes times(long now) {
        return timer.times(describeName(), condition(), now);
    }

    private PoolInsight.Condition condition() {
        if (rogue) {
            return PoolInsight.Condition.ROGUE;
        }
        if (timer.hasEnded()) {
            return PoolInsight.Condition.ENDED;
        }
        if (!hasBeenReady()) {
            return PoolInsight.Condition.STARTING;
        }
        return scheduler.isIdle(this)
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
        RunningItem running = running();
        if (running == null) {
            return PoolState.never(now);
        }
        long limit = checkLimit(now, running);
        long share = checkShare(now, running);
        return share - limit < 0 ? share : limit;
    }

    /** What waits behind an item that takes long is given to others, if they have nothing to do. */
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
    private void timeOut(RunningItem running) {
        Duration limit = Duration.ofNanos(running.call().limitNanos());
        running.call().failed(running.index(), what -> new TaskTimeoutException(limit, what));
        stop(running);
        scheduler.putBack(takeBack());
    }
}
