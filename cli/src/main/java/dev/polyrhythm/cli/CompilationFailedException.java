package dev.polyrhythm.cli;

import java.io.Serial;

/** The program does not compile; the message is the compiler's. */
final class CompilationFailedException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    CompilationFailedException(String message) {
        super(message);
    }
}
