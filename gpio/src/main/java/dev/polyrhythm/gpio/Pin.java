package dev.polyrhythm.gpio;

import dev.polyrhythm.gpio.internal.ClaimedLine;
import dev.polyrhythm.memory.ClosedException;
import java.util.function.Consumer;

/** A pin that this process holds; what all uses of a pin share. */
abstract sealed class Pin implements AutoCloseable permits Output, Input, Pwm {
    final ClaimedLine line;
    private final Consumer<? super Pin> whenClosed;
    private boolean closed;

    Pin(ClaimedLine line, Consumer<? super Pin> whenClosed) {
        this.line = line;
        this.whenClosed = whenClosed;
    }

    /**
     * The pin's number.
     *
     * @return BCM number, 0 to 27
     */
    public final int pin() {
        return line.pin();
    }

    final void requireOpen() {
        if (closed) {
            throw new ClosedException("the pin is closed: pin=" + pin());
        }
    }

    /** Ends what the pin does beyond its line; called once, before the line is released. */
    void end() {}

    /** Gives the pin back; a line that this process drove is low then. Idempotent. */
    @Override
    public final void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            end();
            line.release();
        }
        whenClosed.accept(this);
    }
}
