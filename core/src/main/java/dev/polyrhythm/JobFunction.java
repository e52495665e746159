package dev.polyrhythm;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link WorkerPool} does with each of many items. A lambda given for it is serializable, so
 * that it can travel to another process; what it captures must be serializable too, or shared, and
 * so must the items and the results.
 *
 * @param <A> the type of the items
 * @param <T> the type of the results
 */
@FunctionalInterface
public interface JobFunction<A extends @Nullable Object, T extends @Nullable Object>
        extends Serializable {
    /**
     * Does the work for one item, on the worker's thread or in its process.
     *
     * @param item the item; in another process a copy of it
     * @return the result
     * @throws Exception to fail for this item
     */
    T apply(A item) throws Exception;
}
