package dev.polyrhythm.benchmarks;

import java.io.IOException;
import java.io.Serial;

/** What a rival needs is not installed here. */
final class MissingException extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    MissingException(String message) {
        super(message);
    }
}
