package dev.polyrhythm.internal.pool;

import dev.polyrhythm.JobFunction;
import dev.polyrhythm.internal.transport.TaskText;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** An item of a stream: all have the same function, which the stream removes in the end. */
final class StreamSubmission<A extends @Nullable Object, T extends @Nullable Object>
        extends TaskSubmission<T> {
    private final A item;

    /**
     * Makes an item.
     *
     * @param id of the function
     */
    StreamSubmission(
            Pool pool,
            long id,
            JobFunction<? super A, ? extends T> function,
            A item,
            MemorySegment encoded) {
        super(pool, id, function, () -> function.apply(item), encoded);
        this.item = item;
    }

    @Override
    @Nullable Object subject(int index) {
        return item;
    }

    @Override
    String describe(int index) {
        return "item=" + TaskText.of(item);
    }

    @Override
    void left(int count) {}
}
