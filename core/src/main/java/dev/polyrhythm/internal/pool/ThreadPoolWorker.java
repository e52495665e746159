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
    private final ThreadPoolMonitor watch;
    private final ThreadWorker worker;
    private final Condition given;
    private @Nullable Chunk chunk;
    private int begun; // items of the chunk
    private long number = -1; // of the last item that was begun
    private @Nullable RunningItem running;
    private boolean dismissed;
    private boolean givenUp;

    @SuppressWarnings("serial") // the task of a thread does not travel
    ThreadPoolWorker(PoolState state, Scheduler scheduler, String name, ThreadPoolMonitor watch) {
        super(state, scheduler, name);
        this.watch = watch;
        this.given = state.newCondition();
        this.worker = WorkerAccess.get().newThread(state.settings.kind(), name, this::work);
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
        state.lock();
        try {
            scheduler.ready(this);
            while (begin()) {
                RunningItem item = running;
                state.unlock();
                try {
                    run(item);
                } finally {
                    state.lock();
                }
            }
            if (!givenUp) {
                scheduler.ended(this);
            }
        } finally {
            state.unlock();
        }
    }

    private boolean initialize() {
        try {
            Task initializer = state.settings.initializer();
            if (initializer != null) {
                initializer.run();
            }
            return true;
        } catch (Throwable t) { // who waits for the pool is told
            state.lock();
            try {
                scheduler.failedToStart(this, t);
            } finally {
                state.unlock();
            }
            return false;
        }
    }

    /** Under the lock: waits for the next item, and begins it. False if there will be none. */
    private boolean begin() {
        while (!givenUp) {
            Chunk current = chunk;
            if (current != null && begun < current.count()) {
                begin(current);
                return true;
            }
            if (current != null) {
                chunk = null;
                if (isUsedUp()) {
                    WorkerEvents.replaced(name, "tasks", "");
                    return false;
                }
                scheduler.next(this);
            } else if (dismissed || (isVirtual() && scheduler.leaveIdle(this))) {
                return false;
            } else {
                given.awaitUninterruptibly();
            }
        }
        return false;
    }

    /** There is no reason to keep one for later. */
    private boolean isVirtual() {
        return state.settings.kind() == Worker.Kind.VIRTUAL;
    }

    private void begin(Chunk from) {
        long now = System.nanoTime();
        Submission call = from.call();
        running = new RunningItem(call, from.first() + begun++, ++number, now);
        if (call.limitNanos() > 0) {
            watch.by(now + call.limitNanos());
        }
    }

    /** Without the lock. */
    private void run(@Nullable RunningItem item) {
        if (item == null) {
            return;
        }
        Object result = null;
        Throwable failure = null;
        try {
            result = item.call().call(item.index());
        } catch (Throwable t) { // whatever it is, it is the item's failure and not the worker's
            failure = t;
        }
        state.lock();
        try {
            end(item, result, failure);
        } finally {
            state.unlock();
        }
    }

    /** An interrupt that came too late must not meet the next item. */
    private void end(RunningItem item, @Nullable Object result, @Nullable Throwable failure) {
        boolean ignored = Thread.interrupted();
        running = null;
        noteEnd(item.number());
        if (givenUp) {
            noteReturn();
            return; // its item has left the pool already
        }
        long nanos = System.nanoTime() - item.startedNanoTime();
        noteWork(nanos);
        if (failure == null) {
            scheduler.finished(item.call(), item.index(), result, nanos);
        } else {
            Throwable thrown = failure;
            scheduler.failed(item.call(), item.index(), what -> thrown, nanos);
        }
    }

    @Override
    void give(Chunk next) {
        chunk = fit(next);
        begun = 0;
        if (next.count() > 1) {
            watch.by(System.nanoTime() + SHARE_NANOS);
        }
        given.signal();
    }

    @Override
    void dismiss() {
        dismissed = true;
        given.signal();
    }

    @Override
    @Nullable RunningItem running() {
        return givenUp ? null : running;
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
    boolean has(Submission call) {
        return chunk != null && chunk.isOf(call);
    }

    @Override
    void interrupt(RunningItem item) {
        worker.interrupt();
    }

    /** It cannot be ended: another one takes its place, and it ends when it comes back. */
    @Override
    void giveUp(RunningItem item) {
        givenUp = true;
        scheduler.gaveUp(this, item);
    }

    @Override
    String describeName() {
        return name;
    }

    @Override
    void kill() {
        RunningItem item = running();
        dismissed = true;
        given.signal();
        if (item != null) {
            stop(item);
        }
    }
}
