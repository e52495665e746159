package dev.polyrhythm.internal.pool;

import dev.polyrhythm.PoolInsight;
import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.internal.region.ShutdownPhases;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A pool without what the user sees of it: its lock, its parts, and what comes in. Runs no code of
 * the user.
 */
public final class PoolState {
    /*
     * One lock, in the heap of the pool's process, guards all that the pool knows. Workers that are
     * processes never see it: what they share with the pool is one channel each.
     *
     * An item is in exactly one place: in the queue, in what a worker was given and has not begun,
     * or it is what that worker runs. It leaves the pool once: with its result, with its failure,
     * or unbegun as nobody waits for it any more. A worker's death moves what it had not begun back
     * to the front of the queue, and makes what it ran fail, or moves that back, too, if it may be
     * run again.
     *
     *   comes in      PoolState, counted by PoolLoad
     *   waits         WorkQueue
     *   is given      Scheduler, to a PoolWorker that Workers has hired
     *   leaves        Completions; unbegun, WorkQueue; with a thread given up, Scheduler
     *   the end       PoolLife
     */
    private static final long LONG_NANOS = TimeUnit.DAYS.toNanos(365);

    final PoolSettings settings;
    final PoolLoad load;
    final PoolLife life;
    final Scheduler dispatcher;
    final Completions endings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Workers staff;
    private final WorkQueue queue;
    private final PoolStatistics times = new PoolStatistics();
    private boolean endsWithProgram; // guarded by the lock

    public PoolState(PoolSettings settings) {
        this.settings = settings;
        this.load = new PoolLoad(this);
        this.staff = new Workers(this);
        this.life = new PoolLife(lock, load, staff);
        this.queue = new WorkQueue(life);
        this.dispatcher = new Scheduler(settings, queue, staff, times, life);
        this.endings = new Completions(settings, queue, times, life);
    }

    static long never(long now) {
        return now + LONG_NANOS;
    }

    void lock() {
        lock.lock();
    }

    Condition newCondition() {
        return lock.newCondition();
    }

    boolean tryLock() {
        return lock.tryLock();
    }

    void unlock() {
        lock.unlock();
    }

    // What comes in

    /**
     * A call that will bring so many items one after the other.
     *
     * @throws RejectedExecutionException if the pool is shut down
     */
    void open(int items) {
        lock.lock();
        try {
            requireOpen();
            staff.watch().begin(); // first: what is counted must end, or the pool never does
            load.open(items);
        } finally {
            lock.unlock();
        }
    }

    /** It brings nothing more, though so many items are missing. */
    void close(int missing) {
        lock.lock();
        try {
            load.close(missing);
            life.settle();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a job.
     *
     * @throws RejectedExecutionException if the pool is shut down
     */
    void submit(Chunk chunk) {
        lock.lock();
        try {
            requireOpen();
            staff.watch().begin(); // first: what is counted must end, or the pool never does
            load.submitted(chunk.count());
            add(chunk);
        } finally {
            lock.unlock();
        }
    }

    /** Takes some items of an open call; they fail at once if the pool has failed. */
    void add(Chunk chunk) {
        lock.lock();
        try {
            load.add(chunk.count());
            dispatcher.add(chunk);
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (settings.isOfProcesses() && ShutdownPhases.hasBegun()) {
            endWithProgram(); // it was not in use when the others were told
        }
        PolyrhythmException failure = queue.failure();
        if (failure != null) {
            throw new RejectedExecutionException(failure.getMessage(), failure);
        }
        if (!life.isRunning()) {
            throw new RejectedExecutionException(
                    "the pool is shut down and takes nothing more: name=" + settings.name());
        }
    }

    // What ends before it is done

    /** Nobody waits for a call any more. What of it is in the queue is dropped in its turn. */
    void cancelled(Submission call, boolean interrupt) {
        lock.lock();
        try {
            staff.all().forEach(worker -> worker.cancel(call, interrupt));
            staff.watch().wake();
        } finally {
            lock.unlock();
        }
    }

    /** Ends everything at once. Returns what no worker has begun. */
    List<Submission> shutdownNow() {
        life.shutdown();
        lock.lock();
        try {
            for (PoolWorker worker : staff.all()) {
                worker.takeBack().reversed().forEach(queue::putBack);
                PoolWorker.Running running = worker.running();
                if (running != null) {
                    running.call().cancelled();
                }
            }
            List<Submission> unbegun = queue.dropAll();
            staff.all().forEach(PoolWorker::kill);
            staff.watch().wake();
            life.settle();
            return unbegun;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The workers end with the program, and are not replaced: what none of them has begun fails,
     * and nothing more is taken. So the pool ends with its last worker, and a shutdown hook that
     * waits for the pool, or for a result, is not kept.
     */
    void endWithProgram() {
        lock.lock();
        try {
            if (endsWithProgram) {
                return;
            }
            endsWithProgram = true;
            staff.close();
            queue.fail(
                    new PolyrhythmException(
                            "the program is ending, and its worker processes with it, so the pool runs nothing more (close it earlier to have all done): name="
                                    + settings.name()));
            for (PoolWorker worker : staff.all()) {
                worker.takeBack().reversed().forEach(queue::putBack);
            }
            life.shutdown();
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock: whether a worker that has just been launched is of no use. */
    boolean endsWithProgram() {
        return endsWithProgram;
    }

    // Who looks after it, and at it

    /** Under the lock: looks after everything that depends on time. Says when to do so again. */
    long check() {
        long now = System.nanoTime();
        long next = staff.check(now);
        if (staff.isBackingOff()) {
            dispatcher.handOut();
        }
        return staff.hireNanoTime(next);
    }

    /** Under the lock: whether every item is another worker's. */
    boolean isBrief() {
        return load.isBrief(staff.size());
    }

    /** Looks for the result itself, for a while: that is faster than to be woken. */
    void help(CompletableFuture<?> awaited) {
        staff.watch().help(awaited);
    }

    PoolInsight insight() {
        List<PoolStatistics.Slow> slow;
        List<PoolInsight.WorkerTimes> all;
        lock.lock();
        try {
            all = times.workers(staff.all());
            slow = times.slowest();
        } finally {
            lock.unlock();
        }
        return new PoolInsight(all, PoolStatistics.describe(slow));
    }
}
