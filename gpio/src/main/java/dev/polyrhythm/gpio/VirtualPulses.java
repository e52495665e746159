package dev.polyrhythm.gpio;

import dev.polyrhythm.VirtualClock;
import java.time.Duration;

/** The engine is driven by a virtual clock, to the nanosecond, by whoever moves the clock. */
final class VirtualPulses implements PulseControl, VirtualClock.Agenda {
    private final VirtualClock clock;
    private final PulseEngine engine;

    VirtualPulses(VirtualClock clock, BoardMemory board) {
        this.clock = clock;
        this.engine = new PulseEngine(board);
        clock.register(this);
    }

    @Override
    public long nextDeadlineNanos() {
        engine.findPins();
        return engine.nextDeadline(clock.nanoTime());
    }

    @Override
    public void runDue(long nowNanos) {
        engine.runDue(nowNanos);
    }

    @Override
    public void set(PinMemory pin, long periodNanos, long widthNanos) {
        SetPoint.write(pin, periodNanos, widthNanos, true);
        clock.advance(Duration.ZERO);
    }

    /** A pulse that has begun ends when the clock comes to its end. */
    @Override
    public void stop(PinMemory pin) {
        SetPoint.write(pin, pin.get(PinLayout.PERIOD), pin.get(PinLayout.WIDTH), false);
        clock.advance(Duration.ZERO);
    }

    /** Time stands still: a pulse that has begun cannot be waited for, and is cut. */
    @Override
    public void release(PinMemory pin) {
        if (!SetPoint.isAtRest(pin)) {
            stop(pin);
            engine.cut(pin.number(), clock.nanoTime());
            clock.advance(Duration.ZERO);
        }
    }

    void close() {
        clock.unregister(this);
        engine.cutAll(clock.nanoTime());
    }
}
