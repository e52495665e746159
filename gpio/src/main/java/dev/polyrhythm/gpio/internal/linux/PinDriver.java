package dev.polyrhythm.gpio.internal.linux;

import dev.polyrhythm.gpio.internal.pulse.LineDriver;
import dev.polyrhythm.platform.gpio.Errno;
import dev.polyrhythm.platform.gpio.LineRequest;
import dev.polyrhythm.platform.gpio.SystemCallException;
import org.jspecify.annotations.Nullable;

/**
 * The line that the pulse engine moves while this process holds the pin for pulses; in between
 * nothing is moved. The engine keeps this driver from a pin's first pulses on.
 *
 * <p>A failure must not end the engine, which has other pins: it is kept for the pin's holder.
 */
final class PinDriver implements LineDriver {
    private static final long LINE = 1;

    private @Nullable LineRequest request;
    private @Nullable SystemCallException failure;
    private boolean high;

    /** Begins to move a line, which is low. */
    synchronized void attach(LineRequest line) {
        request = line;
        failure = null;
        high = false;
    }

    /** Moves the line no more. */
    synchronized void detach() {
        request = null;
    }

    @Override
    public synchronized void set(boolean level, long nanoTime) {
        LineRequest line = request;
        if (line == null || level == high || isGone()) {
            return;
        }
        try {
            line.set(LINE, level ? 1 : 0);
            high = level;
        } catch (SystemCallException e) {
            failure = e;
        }
    }

    private boolean isGone() {
        return failure != null && failure.errno() == Errno.ENODEV;
    }

    /** Throws the last failure of the line, if it has had one. */
    synchronized void requireWorking() throws SystemCallException {
        if (failure != null) {
            throw failure;
        }
    }
}
