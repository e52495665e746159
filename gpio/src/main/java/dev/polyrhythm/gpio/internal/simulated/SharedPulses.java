package dev.polyrhythm.gpio.internal.simulated;

import dev.polyrhythm.gpio.internal.memory.BoardMemory;
import dev.polyrhythm.gpio.internal.memory.PinMemory;
import dev.polyrhythm.gpio.internal.pulse.PulseRequests;
import dev.polyrhythm.gpio.internal.pulse.SetPoint;

/** The engine is a thread of the program's first process and reads set points in shared memory. */
final class SharedPulses implements PulseControl {
    private final BoardMemory board;

    SharedPulses(BoardMemory board) {
        this.board = board;
    }

    @Override
    public void set(PinMemory pin, long periodNanos, long widthNanos) {
        PulseRequests.start(board, pin, periodNanos, widthNanos);
    }

    @Override
    public void stop(PinMemory pin) {
        PulseRequests.stop(board, pin);
        new Line(pin).set(false, System.nanoTime());
    }

    @Override
    public void release(PinMemory pin) {
        if (!SetPoint.isAtRest(pin)) {
            stop(pin);
        }
    }

    @Override
    public void close() {} // the engine serves all boards of the program
}
