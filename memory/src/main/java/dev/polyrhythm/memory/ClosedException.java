package dev.polyrhythm.memory;

import java.io.Serial;

/** Thrown by the use of something that has been closed. */
public class ClosedException extends PolyrhythmException {
    @Serial private static final long serialVersionUID = 1L;

    /**
     * An error that names the closed thing.
     *
     * @param message what was used after it had been closed
     */
    public ClosedException(String message) {
        super(message);
    }
}
