package dev.polyrhythm.gpio.internal.simulated;

import dev.polyrhythm.gpio.internal.memory.BoardMemory;
import dev.polyrhythm.gpio.internal.memory.PinLayout;
import dev.polyrhythm.gpio.internal.memory.PinMemory;
import dev.polyrhythm.gpio.internal.pulse.SetPoint;
import java.util.concurrent.locks.LockSupport;

/** The engine is a thread of the program's first process and reads set points in shared memory. */
final class SharedPulses implements PulseControl {
    private static final long PAUSE_NANOS = 200_000;
    private static final long STOP_TIMEOUT_NANOS = 1_000_000_000;

    private final BoardMemory board;

    SharedPulses(BoardMemory board) {
        this.board = board;
    }

    @Override
    public void set(PinMemory pin, long periodNanos, long widthNanos) {
        SetPoint.write(pin, periodNanos, widthNanos, true);
        board.changes().wakeAll();
    }

    /** Waits until the line is low; not for ever, as the first process may be dead. */
    @Override
    public void stop(PinMemory pin) {
        long version =
                SetPoint.write(pin, pin.get(PinLayout.PERIOD), pin.get(PinLayout.WIDTH), false);
        board.changes().wakeAll();
        long deadline = System.nanoTime() + STOP_TIMEOUT_NANOS;
        while (pin.get(PinLayout.APPLIED) != version && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
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
