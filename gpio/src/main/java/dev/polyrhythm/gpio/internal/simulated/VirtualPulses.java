package dev.polyrhythm.gpio.internal.simulated;

import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.gpio.internal.memory.BoardMemory;
import dev.polyrhythm.gpio.internal.memory.PinLayout;
import dev.polyrhythm.gpio.internal.memory.PinMemory;
import dev.polyrhythm.gpio.internal.pulse.PulseEngine;
import dev.polyrhythm.gpio.internal.pulse.SetPoint;
import java.time.Duration;

/** The engine runs on a virtual clock, to the nanosecond, in the thread that moves the clock. */
final class VirtualPulses implements PulseControl, VirtualClock.Agenda {
    private final VirtualClock clock;
    private final PulseEngine engine;

    VirtualPulses(VirtualClock clock, BoardMemory board) {
        this.clock = clock;
        this.engine = new PulseEngine(board, Line::new);
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

    /** Ends the pulses; one that has begun ends when the clock comes to its end. */
    @Override
    public void stop(PinMemory pin) {
        SetPoint.write(pin, pin.get(PinLayout.PERIOD), pin.get(PinLayout.WIDTH), false);
        clock.advance(Duration.ZERO);
    }

    /** Cuts a pulse that has begun: while the clock stands still its end would never come. */
    @Override
    public void release(PinMemory pin) {
        if (!SetPoint.isAtRest(pin)) {
            stop(pin);
            engine.cut(pin.number(), clock.nanoTime());
            clock.advance(Duration.ZERO);
        }
    }

    @Override
    public void close() {
        clock.unregister(this);
        engine.cutAll(clock.nanoTime());
    }
}
