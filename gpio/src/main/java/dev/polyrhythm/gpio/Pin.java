package dev.polyrhythm.gpio;

import dev.polyrhythm.memory.ClosedException;

/** A pin that this process holds; what all uses of a pin share. */
abstract sealed class Pin implements AutoCloseable permits Output, Input, Pwm {
    final SimulatedBoard board;
    final PinMemory memory;
    final Line line;
    private boolean closed;

    /** Takes the pin, or says who has it. */
    Pin(SimulatedBoard board, int pin) {
        this.board = board;
        this.memory = board.memory().open(Pins.requireValid(pin));
        this.line = new Line(memory);
        if (PinHolder.take(board.memory(), memory)) {
            board.control().release(memory);
            line.set(false, board.nanoTime());
        }
    }

    /**
     * The pin's number.
     *
     * @return BCM number, 0 to 27
     */
    public final int pin() {
        return memory.number();
    }

    final void requireOpen() {
        if (closed) {
            throw new ClosedException("the pin is closed: pin=" + pin());
        }
    }

    /** Brings the line to rest; called once, before the pin is given back. */
    abstract void rest();

    /** Gives the pin back; a line that this process drove is low then. Idempotent. */
    @Override
    public final void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            rest();
            PinHolder.release(memory);
        }
        board.closed(this);
    }
}
