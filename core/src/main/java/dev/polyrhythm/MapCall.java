package dev.polyrhythm;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function over many items. The thread that waits for the results encodes the items meanwhile, a
 * little ahead of the workers, and decodes the results: what the user's classes do there holds up
 * that thread alone.
 */
final class MapCall<A extends @Nullable Object, T extends @Nullable Object> extends PoolCall {
    /** How long a worker should have to do with a chunk: then what a chunk costs is nothing. */
    private static final double CHUNK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** What should be in the queue, in time of one worker. */
    private static final double AHEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final int GROWTH = 16;
    private static final int MOST_BYTES = 1 << 15;
    private static final int MOST_AHEAD = 4096;
    private static final long PARK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PoolCore core;
    private final JobFunction<? super A, ? extends T> function;
    private final A[] items;
    private final @Nullable Object[] results;
    private final @Nullable Thread waiter = Thread.currentThread();
    private final ValueWriter writer = new ValueWriter(LargeValues.POOL);

    // of the thread that waits
    private int cut; // items that are in chunks
    private int added; // items that the pool has, or had
    private int lastCut = 1;

    // guarded by the pool's lock
    private final Map<Integer, Integer> retried = new HashMap<>();
    private final List<Outcome> failures = new ArrayList<>();
    private int done;
    private int inPool;
    private int queued;
    private double nanos; // of those that are done
    private volatile boolean over;

    @SuppressWarnings("unchecked") // nothing but what comes out of the collection is in the array
    MapCall(
            PoolCore core,
            JobFunction<? super A, ? extends T> function,
            MemorySegment encoded,
            Collection<? extends A> items) {
        super(Form.FUNCTION, encoded, core.settings.taskLimitNanos());
        this.core = core;
        this.function = function;
        this.items = (A[]) items.toArray();
        this.results = new @Nullable Object[this.items.length];
    }

    // What the thread does that waits

    /** Has all items done; fails as soon as one has failed. */
    List<T> run() throws InterruptedException {
        open();
        try {
            while (!isComplete()) {
                if (!bringMore()) {
                    await();
                }
            }
            return results();
        } finally {
            endRest();
            core.close(items.length - added);
        }
    }

    private void open() {
        try {
            core.open(items.length);
        } catch (RuntimeException e) {
            release();
            throw e;
        }
    }

    /** Nobody waits any more for what is not done. */
    private void endRest() {
        if (cut < items.length || !isComplete() || over) {
            over = true;
            core.cancelled(this, true);
        }
        releaseIfUnused();
    }

    private void releaseIfUnused() {
        core.lock();
        try {
            if (inPool == 0) {
                release();
            }
        } finally {
            core.unlock();
        }
    }

    private boolean isComplete() {
        core.lock();
        try {
            return over || done == items.length;
        } finally {
            core.unlock();
        }
    }

    private void await() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        LockSupport.parkNanos(this, PARK_NANOS);
    }

    /** One more chunk, unless there is enough in the queue. */
    private boolean bringMore() {
        int size = nextSize();
        if (size == 0) {
            return false;
        }
        Chunk chunk = cut(size);
        core.lock();
        try {
            queued += chunk.count();
            inPool += chunk.count();
            added += chunk.count();
            core.add(chunk);
        } finally {
            core.unlock();
        }
        return true;
    }

    /** How many items the next chunk has at most; 0 for none now. */
    private int nextSize() {
        int rest = items.length - cut;
        if (rest == 0) {
            return 0;
        }
        core.lock();
        try {
            double itemNanos = done == 0 ? CHUNK_NANOS : Math.max(1, nanos / done);
            return isEnough(itemNanos) ? 0 : size(itemNanos, rest);
        } finally {
            core.unlock();
        }
    }

    private boolean isEnough(double itemNanos) {
        if (core.settings.isUnlimited()) {
            return false;
        }
        int workers = core.settings.size();
        boolean someForEach = queued >= (long) workers * Math.max(1, lastCut);
        return (someForEach && queued * itemNanos >= AHEAD_NANOS * workers)
                || queued >= MOST_AHEAD + lastCut;
    }

    /**
     * Chunks grow until they take long enough, and shrink towards the end, for all to end together.
     */
    private int size(double itemNanos, int rest) {
        int fixed = core.settings.chunkSize();
        if (fixed > 0) {
            return Math.min(fixed, rest);
        }
        if (core.settings.isUnlimited()) {
            return 1;
        }
        long share = Math.ceilDiv(rest, 2L * core.settings.size());
        long wanted = (long) (CHUNK_NANOS / itemNanos);
        lastCut = (int) Math.max(1, Math.min(share, Math.min(wanted, (long) lastCut * GROWTH)));
        return lastCut;
    }

    private Chunk cut(int most) {
        int first = cut;
        if (!core.settings.isOfProcesses()) {
            cut += most;
            return Chunk.ofThreads(this, first, most);
        }
        writer.reset();
        try {
            while (cut < first + most && writer.size() < MOST_BYTES) {
                encode(items[cut]);
                cut++;
            }
        } catch (RuntimeException | Error e) {
            Chunk.ofProcesses(this, first, cut - first, writer).removeLargeItems();
            throw e;
        }
        return Chunk.ofProcesses(this, first, cut - first, writer);
    }

    private void encode(A item) {
        int start = writer.size();
        boolean done = false;
        try {
            writer.putValue(item);
            done = true;
        } catch (ObjectStreamException | StackOverflowError e) {
            throw TaskCodec.refusal(item, "item[" + cut + "]", e);
        } catch (IOException e) {
            throw new PolyrhythmException("an item cannot be handed over: " + describe(cut), e);
        } finally {
            if (!done) {
                writer.truncate(start);
            }
        }
    }

    @SuppressWarnings("unchecked") // the function's results, or copies of them
    private List<T> results() {
        if (over) {
            throw failure();
        }
        for (int i = 0; i < results.length; i++) {
            if (results[i] instanceof Values.Encoded encoded) {
                results[i] = value(Outcome.of(encoded));
            }
        }
        return (List<T>) Arrays.asList(results);
    }

    private static @Nullable Object value(Outcome outcome) {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw unchecked(e);
        }
    }

    /** The first failure, with all others that have happened. */
    private RuntimeException failure() {
        List<Outcome> all;
        core.lock();
        try {
            all = List.copyOf(failures);
        } finally {
            core.unlock();
        }
        RuntimeException first = null;
        for (Outcome outcome : all) {
            RuntimeException failure = exception(outcome);
            if (first == null) {
                first = failure;
            } else {
                first.addSuppressed(failure);
            }
        }
        return first == null ? new CancellationException("the pool was shut down") : first;
    }

    private static RuntimeException exception(Outcome outcome) {
        try {
            throw new AssertionError("not a failure: " + outcome.get());
        } catch (ExecutionException e) {
            return unchecked(e);
        }
    }

    static RuntimeException unchecked(ExecutionException e) {
        Throwable cause = Objects.requireNonNull(e.getCause());
        return cause instanceof PolyrhythmException known
                ? known
                : TaskFailedException.ofThread(cause);
    }

    // What the pool says

    @Override
    @Nullable Object call(int index) throws Exception {
        return function.apply(items[index]);
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
            results[index] = result;
            nanos += took;
            done++;
            wakeIf(done == items.length);
        }
    }

    @Override
    void failed(int index, Function<String, Throwable> failure) {
        fail(Outcome.failed(() -> failure.apply(describe(index))));
    }

    private void fail(Outcome outcome) {
        failures.add(outcome);
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
        queued -= count;
        wakeIf(cut < items.length && queued <= count);
    }

    @Override
    void returned(int count) {
        queued += count;
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
        if (inPool == 0 && (over || cut == items.length)) {
            release();
        }
    }

    @Override
    @Nullable Object subject(int index) {
        return items[index];
    }

    @Override
    String describe(int index) {
        return "item=%s, index=%d".formatted(TaskText.of(items[index]), index);
    }
}
