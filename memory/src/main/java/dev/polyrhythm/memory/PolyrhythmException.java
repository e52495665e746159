package dev.polyrhythm.memory;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The root of the errors that Polyrhythm reports. A subclass says the reason; the message states
 * the event, then {@code name=value} pairs with their units. Misuse is an {@link
 * IllegalStateException} or {@link IllegalArgumentException} instead.
 */
public class PolyrhythmException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    /**
     * Makes an error without a cause of its own.
     *
     * @param message what happened, with the values, and what to do
     */
    public PolyrhythmException(String message) {
        super(message);
    }

    /**
     * Makes an error that another one led to.
     *
     * @param message what happened, with the values, and what to do
     * @param cause what led to it, or null
     */
    public PolyrhythmException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
