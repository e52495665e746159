package dev.polyrhythm.gpio.internal.pulse;

import dev.polyrhythm.gpio.internal.memory.BoardMemory;
import dev.polyrhythm.gpio.internal.memory.PinLayout;
import dev.polyrhythm.gpio.internal.memory.PinMemory;
import java.util.concurrent.locks.LockSupport;

/** What a pin's holder asks of the thread of pulses, which may be in another process. */
public final class PulseRequests {
    private static final long PAUSE_NANOS = 200_000;
    private static final long STOP_TIMEOUT_NANOS = 1_000_000_000;

    private PulseRequests() {}

    /** Makes pulses, or changes them from the next rise on. */
    public static void start(BoardMemory board, PinMemory pin, long periodNanos, long widthNanos) {
        SetPoint.write(pin, periodNanos, widthNanos, true);
        board.changes().wakeAll();
    }

    /**
     * Ends the pulses and waits until the thread follows: for a second, as its process may be dead
     * or have no processor. The caller brings the line low then.
     */
    public static void stop(BoardMemory board, PinMemory pin) {
        long version =
                SetPoint.write(pin, pin.get(PinLayout.PERIOD), pin.get(PinLayout.WIDTH), false);
        board.changes().wakeAll();
        long deadline = System.nanoTime() + STOP_TIMEOUT_NANOS;
        while (pin.get(PinLayout.APPLIED) != version && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
