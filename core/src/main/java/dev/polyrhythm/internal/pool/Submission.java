package dev.polyrhythm.internal.pool;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was submitted to a pool: a job, or a function over many items. An item is known by its
 * index; a job has the one with index 0. But for the constructor and {@link #call}, everything is
 * called under the pool's lock, and none of it runs code of the user.
 */
abstract class Submission {
    /** What the bytes of a call are, as its worker is told. */
    enum Form {
        TASK(0),
        JOB(1),
        FUNCTION(2);

        private final int code;

        Form(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Form of(int code) {
            return switch (code) {
                case 0 -> TASK;
                case 1 -> JOB;
                default -> FUNCTION;
            };
        }
    }

    private static final AtomicLong IDS = new AtomicLong();

    private final long id;
    private final Form form;
    private final MemorySegment encoded;
    private final long limitNanos;

    /**
     * A call.
     *
     * @param encoded the task as a value, see {@link Values}; empty where the workers are threads
     * @param limitNanos how long one item may take, 0 for as long as it wants
     */
    Submission(Form form, MemorySegment encoded, long limitNanos) {
        this(newId(), form, encoded, limitNanos);
    }

    /** One of several with the same task, which workers need be told once only. */
    Submission(long id, Form form, MemorySegment encoded, long limitNanos) {
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

    final Form form() {
        return form;
    }

    final MemorySegment encoded() {
        return encoded;
    }

    final long limitNanos() {
        return limitNanos;
    }

    /** Does the work of one item, in a worker that is a thread. */
    abstract @Nullable Object call(int index) throws Exception;

    /**
     * An item has its result, unless it was over before.
     *
     * @param result the result, or {@link Values.Encoded} of one, or of a failure
     * @param nanos how long it took
     */
    abstract void finished(int index, @Nullable Object result, long nanos);

    /**
     * An item has failed, unless it was over before.
     *
     * @param failure makes the exception of a text that says what failed; called later, by who asks
     */
    abstract void failed(int index, Function<String, Throwable> failure);

    /** The process died that has, or had, read the call. */
    abstract void receiverDied(long pid);

    /** Whether nobody waits for an item any more. */
    abstract boolean isOver(int index);

    /** So many of its items were given to a worker. */
    abstract void taken(int count);

    /** So many of its items came back, as no worker has begun them. */
    abstract void returned(int count);

    /** Whether an item may be run once more than so often; counts this time. */
    abstract boolean mayRetry(int index, int retries);

    /** Some of its items, or all, are dropped: no worker has begun them. */
    abstract void abandoned();

    /** The pool ends: the call is over, unless it was before. */
    abstract void cancelled();

    /** What it is: the task, or the item. */
    abstract @Nullable Object subject(int index);

    /** What the item is, for messages. Runs code of the user: never under the pool's lock. */
    abstract String describe(int index);

    /** So many of its items have left the pool. */
    abstract void left(int count);

    /** No item of it is in the pool any more, nor will be: removes what lies in a file. */
    final void release() {
        if (encoded.byteSize() > 0) {
            Values.remove(encoded, 0);
        }
    }
}
