package dev.polyrhythm.gpio;

import dev.polyrhythm.memory.ClosedException;

/**
 * A pin that is set high and low, opened by {@link Board#output}. All methods may be called by any
 * thread of the process that opened it.
 */
public final class Output extends Pin {
    Output(SimulatedBoard board, int pin) {
        super(board, pin);
        line.set(false, board.nanoTime());
    }

    /**
     * Sets the line.
     *
     * @param high true for high
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void set(boolean high) {
        requireOpen();
        line.set(high, board.nanoTime());
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
     * Sets the line to what it is not.
     *
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void toggle() {
        set(!line.level());
    }

    /**
     * What the line is set to.
     *
     * @return true if it is high
     */
    public boolean get() {
        return line.level();
    }

    @Override
    void rest() {
        line.set(false, board.nanoTime());
    }
}
