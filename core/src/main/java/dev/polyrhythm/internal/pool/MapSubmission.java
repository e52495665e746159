package dev.polyrhythm.internal.pool;

import dev.polyrhythm.JobFunction;
import dev.polyrhythm.internal.channel.TaskForm;
import dev.polyrhythm.internal.channel.Values;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function over many items. The thread that waits for the results encodes the items meanwhile, a
 * little ahead of the workers, and decodes the results: what the user's classes do there holds up
 * that thread alone.
 */
final class MapSubmission<A extends @Nullable Object, T extends @Nullable Object>
        extends Submission {
    private static final long PARK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Pool pool;
    private final JobFunction<? super A, ? extends T> function;
    private final MapItems<A> items;
    private final Thread waiter = Thread.currentThread();
    private int added; // items that the pool has, or had; written by the thread that waits

    // guarded by the pool's lock
    private final ChunkSizer sizer;
    private final MapResults results;
    private final Map<Integer, Integer> retried = new HashMap<>();
    private int inPool;
    private volatile boolean over;

    MapSubmission(
            Pool pool,
            JobFunction<? super A, ? extends T> function,
            MemorySegment encoded,
            MapItems<A> items) {
        super(TaskForm.FUNCTION, encoded, pool.settings.taskLimitNanos());
        this.pool = pool;
        this.function = function;
        this.items = items;
        this.sizer = new ChunkSizer(pool.settings);
        this.results = new MapResults(items.count());
    }

    // In the thread that waits

    /** Has all items run; fails as soon as one has failed. */
    List<T> run() throws InterruptedException {
        open();
        try {
            while (!isComplete()) {
                if (!addChunk()) {
                    await();
                }
            }
            return results();
        } finally {
            endRest();
            pool.closeMap(items.count() - added);
        }
    }

    private void open() {
        try {
            pool.openMap(items.count());
        } catch (RuntimeException | Error e) {
            release();
            throw e;
        }
    }

    /** Cancels what is not done, and frees the task if no worker has it. */
    private void endRest() {
        if (over || !isComplete()) {
            over = true;
            pool.cancel(this, true);
        }
        releaseIfUnused();
    }

    private void releaseIfUnused() {
        pool.lock();
        try {
            if (inPool == 0) {
                release();
            }
        } finally {
            pool.unlock();
        }
    }

    private boolean isComplete() {
        pool.lock();
        try {
            return over || results.isComplete();
        } finally {
            pool.unlock();
        }
    }

    private void await() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        LockSupport.parkNanos(this, PARK_NANOS);
    }

    /** Adds one more chunk, unless there is enough in the queue. */
    private boolean addChunk() {
        int size = nextSize();
        if (size == 0) {
            return false;
        }
        Chunk chunk = items.cut(this, size);
        pool.lock();
        try {
            sizer.queue(chunk.count());
            inPool += chunk.count();
            added += chunk.count();
            pool.add(chunk);
        } finally {
            pool.unlock();
        }
        return true;
    }

    private int nextSize() {
        int rest = items.rest();
        if (rest == 0) {
            return 0;
        }
        pool.lock();
        try {
            return sizer.nextSize(rest);
        } finally {
            pool.unlock();
        }
    }

    private List<T> results() {
        if (over) {
            throw MapResults.failure(failures());
        }
        return results.decode();
    }

    private List<Outcome> failures() {
        pool.lock();
        try {
            return results.failures();
        } finally {
            pool.unlock();
        }
    }

    // Called by the pool

    @Override
    @Nullable Object runItem(int index) throws Exception {
        return function.apply(items.get(index));
    }

    @Override
    void finished(int index, @Nullable Object result, long took) {
        Outcome outcome =
                result instanceof Values.Encoded || result instanceof Outcome
                        ? Outcome.of(result)
                        : null;
        if (outcome != null && outcome.isFailure()) {
            fail(outcome);
        } else {
            results.put(index, result);
            sizer.noteItem(took);
            wakeIf(results.isComplete());
        }
    }

    @Override
    void failed(int index, Function<String, Throwable> failure) {
        fail(Outcome.failed(() -> failure.apply(describe(index))));
    }

    private void fail(Outcome outcome) {
        results.fail(outcome);
        over = true;
        wakeIf(true);
    }

    private void wakeIf(boolean condition) {
        if (condition) {
            LockSupport.unpark(waiter);
        }
    }

    @Override
    void receiverDied(long pid) {}

    @Override
    boolean isOver(int index) {
        return over;
    }

    @Override
    void taken(int count) {
        boolean isLow = sizer.take(count);
        wakeIf(isLow && items.rest() > 0);
    }

    @Override
    void returned(int count) {
        sizer.queue(count);
    }

    @Override
    boolean mayRetry(int index, int retries) {
        return !over && retried.merge(index, 1, Integer::sum) <= retries;
    }

    @Override
    void abandoned() {}

    @Override
    void cancelled() {
        over = true;
        wakeIf(true);
    }

    @Override
    void left(int count) {
        inPool -= count;
        if (inPool == 0 && (over || added == items.count())) {
            release();
        }
    }

    @Override
    @Nullable Object subject(int index) {
        return items.get(index);
    }

    @Override
    String describe(int index) {
        return items.describe(index);
    }
}
