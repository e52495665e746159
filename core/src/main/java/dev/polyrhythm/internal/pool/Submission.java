package dev.polyrhythm.internal.pool;

import dev.polyrhythm.internal.channel.TaskForm;
import dev.polyrhythm.internal.channel.Values;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A job that was submitted to a pool, or a function over many items. An item is known by its index;
 * a job has the one with index 0. But for the constructor, {@link #runItem} and {@link #describe},
 * everything is called under the pool's lock, and none of it runs code of the user.
 */
abstract class Submission {
    private static final AtomicLong IDS = new AtomicLong();

    private final long id;
    private final TaskForm form;
    private final MemorySegment encoded;
    private final long limitNanos;

    /**
     * Makes a submission with an identity of its own.
     *
     * @param encoded the task as a value, see {@link Values}; empty where the workers are threads
     * @param limitNanos how long one item may take, 0 for as long as it wants
     */
    Submission(TaskForm form, MemorySegment encoded, long limitNanos) {
        this(newId(), form, encoded, limitNanos);
    }

    /** Makes one of several with the same task, which a worker gets once only. */
    Submission(long id, TaskForm form, MemorySegment encoded, long limitNanos) {
        this.id = id;
        this.form = form;
        this.encoded = encoded;
        this.limitNanos = limitNanos;
    }

    static long newId() {
        return IDS.incrementAndGet();
    }

    final long id() {
        return id;
    }

    final TaskForm form() {
        return form;
    }

    final MemorySegment encoded() {
        return encoded;
    }

    final long limitNanos() {
        return limitNanos;
    }

    /** Runs one item, in a worker that is a thread. */
    abstract @Nullable Object runItem(int index) throws Exception;

    /**
     * Takes the result of an item, unless it was over before.
     *
     * @param result the result, or {@link Values.Encoded} of one, or of a failure
     * @param nanos how long it took
     */
    abstract void finished(int index, @Nullable Object result, long nanos);

    /**
     * Takes the failure of an item, unless it was over before.
     *
     * @param failure makes the exception of a text that says what failed; called later, by the
     *     thread that asks for it
     */
    abstract void failed(int index, Function<String, Throwable> failure);

    /** Notes the death of the process that has, or had, read the task. */
    abstract void receiverDied(long pid);

    /** Whether the result of an item is not wanted any more. */
    abstract boolean isOver(int index);

    /** Notes that so many of its items have left the queue. */
    abstract void taken(int count);

    /** Notes that so many of its items are in the queue again, as no worker has begun them. */
    abstract void returned(int count);

    /** Whether an item may be run once more than so often; counts this time. */
    abstract boolean mayRetry(int index, int retries);

    /** Notes that some of its items are dropped: no worker has begun them. */
    abstract void abandoned();

    /** Ends it with the pool, unless it was over before. */
    abstract void cancelled();

    /** Returns the task, or the item, for statistics. */
    abstract @Nullable Object subject(int index);

    /** Describes an item, for messages. Runs code of the user: never under the pool's lock. */
    abstract String describe(int index);

    /** Notes that so many of its items have left the pool. */
    abstract void left(int count);

    /** Removes what lies in a file: no item of it is in the pool any more, nor will be. */
    final void release() {
        if (encoded.byteSize() > 0) {
            Values.remove(encoded, 0);
        }
    }
}
