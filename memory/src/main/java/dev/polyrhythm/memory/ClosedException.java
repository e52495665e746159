package dev.polyrhythm.memory;

import java.io.Serial;

/** Thrown by the use of something that has been closed. */
public class ClosedException extends PolyrhythmException {
    @Serial private static final long serialVersionUID = 1L;

    /**
     * Makes an error that names the closed thing.
     *
     * @param message what was used after it had been closed
     */
    public ClosedException(String message) {
        super(message);
    }

    /**
     * Makes an error that names the closed thing, and how it was noticed.
     *
     * @param message what was used after it had been closed
     * @param cause what failed because of that
     */
    public ClosedException(String message, Throwable cause) {
        super(message, cause);
    }
}
