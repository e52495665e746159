package dev.polyrhythm.internal.pool;

import dev.polyrhythm.TaskFailedException;
import dev.polyrhythm.internal.channel.Values;
import dev.polyrhythm.memory.PolyrhythmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The results and failures of a map's items. Guarded by the pool's lock, but for decoding: that
 * runs code of the user, in the thread that waits, once nothing more comes.
 */
final class MapResults {
    private final @Nullable Object[] results;
    private final List<Outcome> failures = new ArrayList<>();
    private int done;

    MapResults(int count) {
        this.results = new @Nullable Object[count];
    }

    void put(int index, @Nullable Object result) {
        results[index] = result;
        done++;
    }

    void fail(Outcome failure) {
        failures.add(failure);
    }

    boolean isComplete() {
        return done == results.length;
    }

    List<Outcome> failures() {
        return List.copyOf(failures);
    }

    /** Decodes all results, in the items' order: without the lock, once it is complete. */
    @SuppressWarnings("unchecked") // the function's results, or copies of them
    <T extends @Nullable Object> List<T> decode() {
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

    /**
     * Returns the first failure, with all others that have happened, each once. Without the lock.
     */
    @SuppressWarnings("ReferenceEquality") // items of a pool that has failed share one exception
    static RuntimeException failure(List<Outcome> failures) {
        RuntimeException first = null;
        for (Outcome outcome : failures) {
            RuntimeException failure = exception(outcome);
            if (first == null) {
                first = failure;
            } else if (failure != first) {
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

    /** Makes the exception that a user's thread gets for an item that failed. */
    static RuntimeException unchecked(ExecutionException e) {
        Throwable cause = Objects.requireNonNull(e.getCause());
        return cause instanceof PolyrhythmException known
                ? known
                : new TaskFailedException("the task failed", cause);
    }
}
