package dev.polyrhythm;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Task} with a result. A lambda given for it is serializable, so that it can travel to
 * another process; what it captures must be serializable too, or shared, and so must its result.
 *
 * @param <T> the type of the result
 */
@FunctionalInterface
public interface Job<T extends @Nullable Object> extends Serializable {
    /**
     * Does the work, on the worker's thread or in its process.
     *
     * @return the result
     * @throws Exception to fail
     */
    T call() throws Exception;
}
