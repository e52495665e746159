package dev.polyrhythm.internal.pool;

import dev.polyrhythm.Task;
import dev.polyrhythm.ThreadWorker;
import dev.polyrhythm.Worker;
import dev.polyrhythm.internal.events.WorkerEvents;
import dev.polyrhythm.internal.worker.ActiveWorkers;
import dev.polyrhythm.internal.worker.WorkerAccess;
import java.util.List;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** A pool's worker that is a thread, platform or virtual. */
final class ThreadPoolWorker extends PoolWorker {
    /** A thread goes from each of these to a later one only, and ends from each. */
    private enum State {
        /** Does what it is given. */
        RUNNING,
        /** Ends once it has nothing to do. */
        RETIRING,
        /** Did not end what it runs: has left the pool, and ends when it comes back. */
        GIVEN_UP
    }

    private final ThreadPoolMonitor monitor;
    private final ThreadWorker worker;
    private final Condition given;
    private @Nullable Chunk chunk;
    private int begun; // items of the chunk
    private long number = -1; // of the last item that was begun
    private @Nullable RunningItem running;
    private State state = State.RUNNING;

    @SuppressWarnings("serial") // the task of a thread does not travel
    ThreadPoolWorker(PoolState pool, Scheduler scheduler, String name, ThreadPoolMonitor monitor) {
        super(pool, scheduler, name);
        this.monitor = monitor;
        this.given = pool.newCondition();
        this.worker = WorkerAccess.get().newThread(pool.settings.kind(), name, this::work);
        worker.setDaemon(true);
    }

    @Override
    void start() {
        try {
            worker.start();
            ActiveWorkers.attach(worker, this::timesNow);
        } catch (OutOfMemoryError e) { // the system has no thread left
            scheduler.failedToStart(this, e);
        }
    }

    private void work() {
        if (!initialize()) {
            return;
        }
        pool.lock();
        try {
            scheduler.ready(this);
            while (begin()) {
                RunningItem item = running;
                pool.unlock();
                try {
                    run(item);
                } finally {
                    pool.lock();
                }
            }
            if (state != State.GIVEN_UP) {
                scheduler.ended(this);
            }
        } finally {
            pool.unlock();
        }
    }

    private boolean initialize() {
        try {
            Task initializer = pool.settings.initializer();
            if (initializer != null) {
                initializer.run();
            }
            return true;
        } catch (Throwable t) { // it is told to the callers that wait
            pool.lock();
            try {
                scheduler.failedToStart(this, t);
            } finally {
                pool.unlock();
            }
            return false;
        }
    }

    /** Under the lock: waits for the next item, and begins it. False if there will be none. */
    private boolean begin() {
        while (state != State.GIVEN_UP) {
            Chunk current = chunk;
            if (current != null && begun < current.count()) {
                begin(current);
                return true;
            }
            if (current != null) {
                chunk = null;
                if (isQuotaUsedUp()) {
                    WorkerEvents.replaced(name, "tasks", "");
                    return false;
                }
                scheduler.next(this);
            } else if (state == State.RETIRING || (isVirtual() && scheduler.leaveIdle(this))) {
                return false;
            } else {
                given.awaitUninterruptibly();
            }
        }
        return false;
    }

    /** Whether it ends without work: there is no reason to keep a virtual thread for later. */
    private boolean isVirtual() {
        return pool.settings.kind() == Worker.Kind.VIRTUAL;
    }

    private void begin(Chunk from) {
        long now = System.nanoTime();
        Submission submission = from.submission();
        running = new RunningItem(submission, from.first() + begun++, ++number, now);
        if (submission.limitNanos() > 0) {
            monitor.by(now + submission.limitNanos());
        }
    }

    /** Runs an item. Without the lock. */
    private void run(@Nullable RunningItem item) {
        if (item == null) {
            return;
        }
        Object result = null;
        Throwable failure = null;
        try {
            result = item.submission().runItem(item.index());
        } catch (Throwable t) { // whatever it is, it is the item's failure and not the worker's
            failure = t;
        }
        pool.lock();
        try {
            end(item, result, failure);
        } finally {
            pool.unlock();
        }
    }

    /** Ends an item: an interrupt that came too late must not meet the next one. */
    private void end(RunningItem item, @Nullable Object result, @Nullable Throwable failure) {
        boolean ignored = Thread.interrupted();
        running = null;
        noteEnd(item.number());
        if (state == State.GIVEN_UP) {
            timer.noteReturn();
            return; // its item has left the pool already
        }
        long nanos = System.nanoTime() - item.startedNanoTime();
        timer.noteWork(nanos);
        if (failure == null) {
            scheduler.finished(item.submission(), item.index(), result, nanos);
        } else {
            Throwable thrown = failure;
            scheduler.failed(item.submission(), item.index(), what -> thrown, nanos);
        }
    }

    @Override
    void give(Chunk next) {
        chunk = trimToQuota(next);
        begun = 0;
        if (next.count() > 1) {
            monitor.by(System.nanoTime() + SHARE_NANOS);
        }
        given.signal();
    }

    @Override
    void retire() {
        if (state == State.RUNNING) {
            become(State.RETIRING);
        }
        given.signal();
    }

    private void become(State next) {
        if (next.compareTo(state) <= 0) {
            throw new IllegalStateException(name + " cannot become " + next + ", is " + state);
        }
        state = next;
    }

    @Override
    @Nullable RunningItem running() {
        return state == State.GIVEN_UP ? null : running;
    }

    @Override
    List<Chunk> takeBack() {
        Chunk current = chunk;
        if (current == null || begun == current.count()) {
            return List.of();
        }
        chunk = current.before(begun);
        List<Chunk> rest = List.of(current.after(begun));
        noteTakenBack(rest);
        return rest;
    }

    @Override
    boolean hasUnbegun() {
        return chunk != null && begun < chunk.count();
    }

    @Override
    boolean has(Submission submission) {
        return chunk != null && chunk.isOf(submission);
    }

    @Override
    void interrupt(RunningItem item) {
        worker.interrupt();
    }

    /** Leaves the thread to itself, as it cannot be ended; another one takes its place. */
    @Override
    void giveUp(RunningItem item) {
        become(State.GIVEN_UP);
        scheduler.gaveUp(this, item);
    }

    @Override
    String describeName() {
        return name;
    }

    @Override
    void kill() {
        RunningItem item = running();
        retire();
        if (item != null) {
            stop(item);
        }
    }
}
