package dev.polyrhythm.gpio;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A board cannot be used: this process may not open it, or its chip refuses a line or has gone. The
 * message says which, and what to do.
 */
public class BoardException extends PolyrhythmException {
    @Serial private static final long serialVersionUID = 1L;

    /**
     * Makes an error.
     *
     * @param message what happened, with the values, and what to do
     * @param cause what the system reported, or null
     */
    public BoardException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
