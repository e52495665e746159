package dev.polyrhythm.internal.pool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A pool's lock, its way from running to terminated, and how much is in it. As long as there is
 * something, the program is kept alive. Guarded by its own lock, which a method takes itself where
 * it says so.
 */
final class PoolState {
    /*
     * One lock, in the heap of the pool's process, guards all that a pool knows. Six objects are
     * behind it:
     *
     *   PoolState         phase, and counts: the items in the pool, the maps that will bring more
     *   WorkQueue         chunks that wait for a worker; why the pool has failed, if it has
     *   Scheduler         gives chunks to workers, takes the workers' reports, ends the pool
     *   Workers           the workers, and when the next one is started; each PoolWorker has its
     *                     own state, and a process its PoolEndpoint
     *   PoolStatistics    times of workers and items
     *   ProgressNotifier  the counts that the listener has not been told
     *
     * So are what a map notes of its items (MapSubmission) and the due time of the PoolMonitor. The
     * lock is taken by Pool for callers, by the PoolMonitor for answers, deaths and time limits, by
     * threads that are workers for their items, by those that start processes. Worker processes
     * never see it: what each shares with its pool is one Channel, which no side can hold.
     *
     * An item is in exactly one place at any time, and leaves the pool once:
     *
     *   submitted   WorkQueue, as part of a Chunk             Pool.submit, Pool.add
     *   given       the worker's, not begun: a thread's       Scheduler.dispatch, Scheduler.next
     *               chunk, or PoolEndpoint's unsent chunks
     *               and InFlight
     *   begun       the worker's RunningItem; in a process    the worker itself; a process by a CAS
     *               what Channel's NEXT has passed            in its Channel
     *   taken back  front of the WorkQueue: not begun, and    PoolWorker.takeBack; at its death
     *               its worker is late, cancelled, retired    ProcessPoolWorker.conclude
     *               or dead; or begun, and may be run again
     *   gone        with its result or failure: Scheduler.finished, failed, lost, gaveUp
     *               not begun: WorkQueue drops what is cancelled, and fails all once the pool has
     *
     * Lock order: the pool's lock comes first. Under it the monitors of ThreadPoolMonitor and
     * ActiveWorkers may be taken, and what Region needs to make a block; nothing that holds one of
     * those asks for a pool's lock. The monitor of an Outcome is never taken under it: code of the
     * user runs there.
     *
     * Outside of it run: all code of the user (tasks, initializers, listeners, toString of what is
     * named in messages, encoding and decoding of items and results), launching and killing of
     * processes. Futures are completed under it; of what depends on them, only short actions of
     * our own run there, and the user's in other threads.
     */
    enum Phase {
        RUNNING,
        /** Does what is in it and what open maps bring, and takes nothing else. */
        SHUT_DOWN,
        /** Empty, and its last worker has ended. */
        TERMINATED
    }

    private static final long LONG_NANOS = TimeUnit.DAYS.toNanos(365);

    final PoolSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition terminated = lock.newCondition();
    private final PoolKeepAlive keepAlive;
    private final @Nullable ProgressNotifier progress;
    private Phase phase = Phase.RUNNING;
    private long outstanding; // items that are in the pool
    private int openMaps; // which will bring more
    private boolean endsWithProgram;

    PoolState(PoolSettings settings) {
        this.settings = settings;
        this.keepAlive = new PoolKeepAlive(this);
        this.progress =
                settings.progress() == null
                        ? null
                        : new ProgressNotifier(this, settings.progress());
    }

    /** Returns a time that does not come. */
    static long never(long now) {
        return now + LONG_NANOS;
    }

    // The lock

    void lock() {
        lock.lock();
    }

    boolean tryLock() {
        return lock.tryLock();
    }

    void unlock() {
        lock.unlock();
    }

    Condition newCondition() {
        return lock.newCondition();
    }

    // How much is in it

    /** Counts a map that will bring so many items one after the other. */
    void openMap(int items) {
        submitted(items);
        openMaps++;
    }

    /** The map brings nothing more, though so many items are missing. */
    void closeMap(int missing) {
        openMaps--;
        noteEnds(missing, missing);
    }

    /** Counts so many items that were submitted; they are added now or later. */
    void submitted(int items) {
        keepAlive.keep(); // first: it fails if the system has no thread left
        if (progress != null) {
            progress.submitted(items);
        }
    }

    /** Adds so many items, which were counted as submitted. */
    void add(int items) {
        outstanding += items;
    }

    /** So many items of a submission have left the pool. */
    void left(Submission submission, int count, int failed) {
        submission.left(count);
        outstanding -= count;
        noteEnds(count, failed);
    }

    private void noteEnds(int items, int failed) {
        if (progress != null) {
            progress.ended(items, failed);
        }
    }

    /** Whether something is in the pool, or will be. */
    boolean isBusy() {
        return outstanding > 0 || openMaps > 0;
    }

    /** Whether there is one item for each worker at most: then the next one often comes at once. */
    boolean hasNoBacklog(int workers) {
        return outstanding > 0 && outstanding <= workers;
    }

    // Its way to the end

    boolean isRunning() {
        return phase == Phase.RUNNING;
    }

    boolean isTerminated() {
        return phase == Phase.TERMINATED;
    }

    /** Takes the lock. */
    Phase phase() {
        lock.lock();
        try {
            return phase;
        } finally {
            lock.unlock();
        }
    }

    void shutdown() {
        if (phase == Phase.RUNNING) {
            phase = Phase.SHUT_DOWN;
        }
    }

    /** Whether it is shut down and nothing more can come. */
    boolean isDrained() {
        return phase == Phase.SHUT_DOWN && !isBusy();
    }

    void terminate() {
        phase = Phase.TERMINATED;
        terminated.signalAll();
        keepAlive.end();
        if (progress != null) {
            progress.end();
        }
    }

    /** Takes the lock. False if the pool has not ended in time. */
    boolean awaitTermination(long limitNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = limitNanos;
            while (phase != Phase.TERMINATED) {
                if (left <= 0) {
                    return false;
                }
                left = terminated.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Without the lock, once the pool has ended: waits until the listener knows of all. */
    void awaitLastProgress() {
        if (progress != null) {
            progress.awaitLast();
        }
    }

    /** The workers end with the program from now on. False if that was known. */
    boolean endWithProgram() {
        boolean isNew = !endsWithProgram;
        endsWithProgram = true;
        return isNew;
    }

    /** Whether a worker that has just been launched is of no use. */
    boolean endsWithProgram() {
        return endsWithProgram;
    }
}
