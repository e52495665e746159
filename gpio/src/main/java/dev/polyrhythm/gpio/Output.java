package dev.polyrhythm.gpio;

import dev.polyrhythm.gpio.internal.ClaimedLine;
import dev.polyrhythm.memory.ClosedException;
import java.util.function.Consumer;

/**
 * A pin that is set high and low, opened by {@link Board#output}. All methods may be called by any
 * thread of the process that opened it.
 */
public final class Output extends Pin {
    Output(ClaimedLine line, Consumer<? super Pin> whenClosed) {
        super(line, whenClosed);
    }

    /**
     * Sets the line.
     *
     * @param high true for high
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void set(boolean high) {
        requireOpen();
        line.set(high);
    }

    /**
     * Sets the line high.
     *
     * @throws ClosedException after {@link #close()}
     */
    public void on() {
        set(true);
    }

    /**
     * Sets the line low.
     *
     * @throws ClosedException after {@link #close()}
     */
    public void off() {
        set(false);
    }

    /**
     * Inverts the line.
     *
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void toggle() {
        set(!line.level());
    }

    /**
     * Returns the level that the line is set to.
     *
     * @return true if it is high
     */
    public boolean get() {
        return line.level();
    }
}
