package dev.polyrhythm.internal.pool;

import dev.polyrhythm.TaskFailedException;
import dev.polyrhythm.internal.channel.Values;
import dev.polyrhythm.internal.transport.RemoteThrowable;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The result or failure of an item. Bytes from another process are decoded by the first thread that
 * asks, as that can run code of the user, which may do anything but hold up the pool.
 */
final class Outcome {
    /** The message where a result cannot be made an object of in this process. */
    static final String UNREADABLE =
            "the task's result arrived, but cannot be read in this process";

    private static final Outcome CANCELLED = failed(CancellationException::new);

    private final boolean failed;
    private @Nullable Object result; // guarded by this
    private @Nullable Supplier<? extends Throwable> making; // guarded by this
    private @Nullable Throwable failure; // guarded by this

    private Outcome(
            boolean failed,
            @Nullable Object result,
            @Nullable Supplier<? extends Throwable> making) {
        this.failed = failed;
        this.result = result;
        this.making = making;
    }

    /**
     * Returns the outcome of a result, of the bytes of one or of a failure, or an outcome itself.
     */
    static Outcome of(@Nullable Object result) {
        if (result instanceof Outcome outcome) {
            return outcome; // it could not even be read
        }
        boolean failed = result instanceof Values.Encoded encoded && encoded.isFailure();
        return new Outcome(failed, result, null);
    }

    /** Returns one with a failure that is made when it is asked for. */
    static Outcome failed(Supplier<? extends Throwable> failure) {
        return new Outcome(true, null, failure);
    }

    static Outcome cancelled() {
        return CANCELLED;
    }

    @SuppressWarnings("ReferenceEquality") // there is one
    boolean isCancelled() {
        return this == CANCELLED;
    }

    /** Whether it is known without decoding that there is no result. */
    boolean isFailure() {
        return failed;
    }

    /** Returns the result, of which nothing is promised: it can be null. */
    @Nullable Object get() throws ExecutionException {
        if (isCancelled()) {
            throw new CancellationException("the job was cancelled");
        }
        synchronized (this) {
            if (result instanceof Values.Encoded || making != null) {
                resolve();
            }
            if (failure != null) {
                throw new ExecutionException(failure);
            }
            return result;
        }
    }

    private synchronized void resolve() {
        Object raw = result;
        Supplier<? extends Throwable> maker = making;
        result = null;
        making = null;
        try {
            if (maker != null) {
                failure = maker.get();
            } else if (raw instanceof Values.Encoded encoded) {
                decode(encoded);
            }
        } catch (Throwable t) { // whatever a class of the user does here is the job's failure
            failure = new TaskFailedException(UNREADABLE, t);
        }
    }

    private synchronized void decode(Values.Encoded encoded)
            throws IOException, ClassNotFoundException {
        if (encoded.isFailure()) {
            failure = RemoteThrowable.decode(encoded.bytes());
        } else {
            result = encoded.decode();
        }
    }
}
