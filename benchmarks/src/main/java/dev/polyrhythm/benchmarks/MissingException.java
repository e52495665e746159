package dev.polyrhythm.benchmarks;

import java.io.IOException;
import java.io.Serial;

/** Thrown if a program that a rival needs is not installed. */
final class MissingException extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    MissingException(String message) {
        super(message);
    }
}
