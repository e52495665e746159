package dev.polyrhythm;

import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.spi.Recording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a pool has to do, who does it, and its life. Runs no code of the user. */
final class PoolCore {
    /*
     * One lock, in the heap of the pool's process, guards all that the pool knows. Workers that are
     * processes never see it: what they share with the pool is one channel each.
     *
     * An item is in exactly one place: in the queue, in what a worker was given and has not begun,
     * or it is what that worker runs. It leaves the pool once: with its result, with its failure,
     * or unbegun as nobody waits for it any more. A worker's death moves what it had not begun back
     * to the front of the queue, and makes what it ran fail, or moves that back, too, if it may be
     * run again.
     */
    private static final long LONG_NANOS = TimeUnit.DAYS.toNanos(365);

    enum State {
        RUNNING,
        SHUT_DOWN,
        TERMINATED
    }

    final PoolSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ChunkQueue queue = new ChunkQueue(this);
    private final PoolStaff staff;
    private final PoolKeeper keeper = new PoolKeeper(this);
    private final PoolTimes times = new PoolTimes();
    private final @Nullable ProgressTeller progress;
    private State state = State.RUNNING;
    private long outstanding; // items that are in the pool
    private int open; // calls that will bring more

    PoolCore(PoolSettings settings) {
        this.settings = settings;
        this.progress =
                settings.progress() == null ? null : new ProgressTeller(this, settings.progress());
        this.staff = new PoolStaff(this);
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
            open++;
            tellSubmitted(items);
            keeper.keep();
        } finally {
            lock.unlock();
        }
    }

    /** It brings nothing more, though so many items are missing. */
    void close(int missing) {
        lock.lock();
        try {
            open--;
            tellEnded(missing, missing);
            settle();
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
            tellSubmitted(chunk.count());
            add(chunk);
        } finally {
            lock.unlock();
        }
    }

    /** Takes some items of an open call; they fail at once if the pool has failed. */
    void add(Chunk chunk) {
        lock.lock();
        try {
            outstanding += chunk.count();
            keeper.keep();
            queue.add(chunk);
            handOut();
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        PolyrhythmException failure = queue.failure();
        if (failure != null) {
            throw new RejectedExecutionException(failure.getMessage(), failure);
        }
        if (state != State.RUNNING) {
            throw new RejectedExecutionException(
                    "the pool is shut down and takes nothing more: name=" + settings.name());
        }
    }

    private void tellSubmitted(int items) {
        if (progress != null) {
            progress.submitted(items);
        }
    }

    private void tellEnded(int items, int failed) {
        if (progress != null) {
            progress.ended(items, failed);
        }
    }

    // Who does it

    private void handOut() {
        while (!queue.isEmpty() && staff.hasIdle()) {
            Chunk chunk = poll();
            if (chunk != null) {
                Objects.requireNonNull(staff.pollIdle()).give(chunk);
            }
        }
        staff.hire(queue.size());
    }

    /** The next chunk that somebody waits for. */
    @Nullable Chunk poll() {
        return queue.poll();
    }

    /** A worker cannot take it now. */
    void putBack(Chunk chunk) {
        queue.putBack(chunk);
    }

    /** A worker has taken back what it had not begun. */
    void putBack(List<Chunk> chunks) {
        for (Chunk chunk : chunks.reversed()) {
            putBack(chunk);
        }
        handOut();
    }

    /** A worker is long at one item, with others behind it: who has nothing to do gets them. */
    void share(PoolWorker busy) {
        if (queue.isEmpty() && staff.hasRoom()) {
            List<Chunk> parts = new ArrayList<>();
            busy.takeBack().forEach(chunk -> parts.addAll(chunk.parts(size())));
            putBack(parts);
        }
    }

    /** The workers end with the program, and must not be replaced. */
    void endWithProgram() {
        lock.lock();
        try {
            staff.close();
        } finally {
            lock.unlock();
        }
    }

    /** A worker has started, and has nothing to do yet. */
    void ready(PoolWorker worker) {
        staff.noteReady(worker);
        next(worker);
    }

    /** A worker has nothing to do any more. */
    void next(PoolWorker worker) {
        Chunk chunk = worker.isStopping() ? null : poll();
        if (chunk != null) {
            worker.give(chunk);
        } else {
            staff.addIdle(worker);
            settle();
        }
    }

    /** A worker has given back what it was given, and has nothing to do. */
    void becameIdle(PoolWorker worker) {
        staff.addIdle(worker);
    }

    boolean isIdle(PoolWorker worker) {
        return staff.isIdle(worker);
    }

    /** A worker is gone that was told to end before it was ready. */
    void neverReady(PoolWorker worker) {
        staff.noteNeverReady();
        ended(worker);
    }

    /** A worker does not wait for more to do. False if it was given something meanwhile. */
    boolean leaveIdle(PoolWorker worker) {
        return staff.removeIdle(worker);
    }

    /** A worker that cannot be ended is left to itself, with what it runs. */
    void gaveUp(PoolWorker worker, PoolWorker.Running running) {
        left(running.call(), 1, 1);
        ended(worker, true);
    }

    /** A worker is gone. What it had has been dealt with. */
    void ended(PoolWorker worker) {
        ended(worker, false);
    }

    private void ended(PoolWorker worker, boolean isRogue) {
        worker.noteGone(isRogue);
        times.noteEnd(worker);
        staff.remove(worker);
        handOut();
        settle();
    }

    /**
     * A worker is gone that never was ready. The next one is started later, and after some in a row
     * none any more.
     *
     * @param cause why it has ended
     */
    void failedToStart(PoolWorker worker, Throwable cause) {
        int inARow = staff.noteFailedStart(cause);
        if (inARow > 0) {
            fail(cause, inARow);
        }
        ended(worker);
    }

    private void fail(Throwable cause, int failed) {
        staff.close();
        queue.fail(
                new PolyrhythmException(
                        "the pool has failed, its workers end before they are ready: name=%s, in a row=%d, last cause=%s"
                                .formatted(settings.name(), failed, cause),
                        cause));
    }

    // What comes out

    /** An item has ended, with its result or its failure. */
    void finished(PoolCall call, int index, @Nullable Object result, long nanos) {
        times.noteItem(call, index, nanos);
        call.finished(index, result, nanos);
        boolean failed =
                result instanceof Outcome
                        || (result instanceof Values.Encoded encoded && encoded.isFailure());
        tell(call, index, failed ? PoolTask.Ending.FAILED : PoolTask.Ending.RETURNED, nanos);
        left(call, 1, failed ? 1 : 0);
    }

    private void tell(PoolCall call, int index, PoolTask.Ending ending, long nanos) {
        if (Recording.isOn()) {
            PoolTask.tell(settings.name(), call, index, ending, nanos);
        }
    }

    /** An item has failed in a worker that is a thread. */
    void failed(PoolCall call, int index, Function<String, Throwable> failure, long nanos) {
        times.noteItem(call, index, nanos);
        call.failed(index, failure);
        tell(call, index, PoolTask.Ending.FAILED, nanos);
        left(call, 1, 1);
    }

    /** The worker died that ran this one item. */
    void lost(Chunk item, WorkerDiedException death) {
        PoolCall call = item.call();
        if (call.mayRetry(item.first(), settings.retries()) && queue.failure() == null) {
            putBack(item);
            return;
        }
        call.receiverDied(death.pid());
        call.failed(item.first(), death::during);
        item.removeLargeItems();
        tell(call, item.first(), PoolTask.Ending.DIED, 0);
        left(call, 1, 1);
    }

    /** So many items of a call have left the pool. */
    void left(PoolCall call, int count, int failed) {
        outstanding -= count;
        call.left(count);
        tellEnded(count, failed);
        if (outstanding == 0) {
            settle();
        }
    }

    /** Once nothing more can come, workers without work end, and the pool ends with the last. */
    private void settle() {
        if (outstanding > 0 || open > 0) {
            return;
        }
        if (state == State.SHUT_DOWN) {
            staff.dismissIdle();
            if (staff.size() == 0) {
                terminate();
            }
        }
    }

    private void terminate() {
        state = State.TERMINATED;
        changed.signalAll();
        staff.watch().wake();
        keeper.end();
        if (progress != null) {
            progress.end();
        }
    }

    // Cancel, limits

    /** Nobody waits for a call any more. What of it is in the queue is dropped in its turn. */
    void cancelled(PoolCall call, boolean interrupt) {
        lock.lock();
        try {
            for (PoolWorker worker : staff.all()) {
                cancelled(worker, call, interrupt);
            }
            staff.watch().wake();
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("ReferenceEquality") // this very call
    private void cancelled(PoolWorker worker, PoolCall call, boolean interrupt) {
        PoolWorker.Running running = worker.running();
        if (interrupt && running != null && running.call() == call) {
            worker.stop(running, settings.graceNanos());
            putBack(worker.takeBack());
        } else if (worker.has(call)) {
            putBack(worker.takeBack());
        }
    }

    /** An item has taken too long. */
    void timedOut(PoolWorker worker, PoolWorker.Running running) {
        Duration limit = Duration.ofNanos(running.call().limitNanos());
        running.call().failed(running.index(), what -> new TaskTimeoutException(limit, what));
        worker.stop(running, settings.graceNanos());
        putBack(worker.takeBack());
    }

    /** Looks after everything that depends on time. Says when to do so again. */
    long check() {
        long now = System.nanoTime();
        long next = staff.check(now);
        if (staff.isBackingOff()) {
            handOut();
        }
        return staff.hireNanoTime(next);
    }

    PoolInsight insight() {
        List<PoolTimes.Slow> slow;
        List<PoolInsight.WorkerTimes> all;
        lock.lock();
        try {
            all = times.workers(staff.all());
            slow = times.slowest();
        } finally {
            lock.unlock();
        }
        return new PoolInsight(all, PoolTimes.describe(slow));
    }

    void awaitLastProgress() {
        if (progress != null) {
            progress.awaitLast();
        }
    }

    /** Looks for the result itself, for a while: that is faster than to be woken. */
    void help(CompletableFuture<?> awaited) {
        staff.watch().help(awaited);
    }

    boolean isBusy() {
        return outstanding > 0 || open > 0;
    }

    /** Whether every item is another worker's: the next one often comes at once. */
    boolean isBrief() {
        return outstanding > 0 && outstanding <= staff.size();
    }

    boolean isOver() {
        return state() == State.TERMINATED;
    }

    boolean isTerminated() {
        return state == State.TERMINATED;
    }

    State state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        return settings.size();
    }

    // The end

    void shutdown() {
        lock.lock();
        try {
            if (state == State.RUNNING) {
                state = State.SHUT_DOWN;
                settle();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends everything at once. Returns what no worker has begun. */
    List<PoolCall> shutdownNow() {
        shutdown();
        lock.lock();
        try {
            for (PoolWorker worker : staff.all()) {
                PoolWorker.Running running = worker.running();
                if (running != null) {
                    running.call().cancelled();
                }
                worker.takeBack().reversed().forEach(this::putBack);
            }
            List<PoolCall> unbegun = queue.dropAll();
            staff.all().forEach(PoolWorker::kill);
            staff.watch().wake();
            settle();
            return unbegun;
        } finally {
            lock.unlock();
        }
    }

    boolean awaitTermination(long limitNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = limitNanos;
            while (state != State.TERMINATED) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
