package dev.polyrhythm.memory.internal.region;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * File operations that an interrupted thread can do as well. The JDK closes a file's channel under
 * a thread that is, or gets, interrupted; but making or opening shared memory is not waiting, and
 * must not fail because the thread has been asked to stop soon.
 */
final class Uninterrupted {
    /** An operation that opens its own channel, so that it can be done again. */
    @FunctionalInterface
    interface Operation<T> {
        T run() throws IOException;
    }

    private Uninterrupted() {}

    /** Runs the operation to its end; the thread is interrupted afterwards if it was, or got so. */
    static <T> T run(Operation<T> operation) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return operation.run();
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
