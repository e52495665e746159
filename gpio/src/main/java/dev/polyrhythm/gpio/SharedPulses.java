package dev.polyrhythm.gpio;

import java.util.concurrent.locks.LockSupport;

/** The engine is a thread of the program's first process: it is told through shared memory. */
final class SharedPulses implements PulseControl {
    private static final long PAUSE_NANOS = 200_000;
    private static final long PATIENCE_NANOS = 1_000_000_000;

    @Override
    public void set(PinMemory pin, long periodNanos, long widthNanos) {
        SetPoint.write(pin, periodNanos, widthNanos, true);
        PulseService.wakeEngine();
    }

    /** Where the first process is gone there is no engine left that could move the line. */
    @Override
    public void stop(PinMemory pin) {
        long version =
                SetPoint.write(pin, pin.get(PinLayout.PERIOD), pin.get(PinLayout.WIDTH), false);
        PulseService.wakeEngine();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
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
}
