package dev.polyrhythm.gpio.internal.pulse;

import dev.polyrhythm.gpio.internal.memory.PinLayout;
import dev.polyrhythm.gpio.internal.memory.PinMemory;

/**
 * The pulses of one pin: the rules by which its edges are due and made.
 *
 * <p>A fall is timed from the measured rise, never from the schedule, so that a late rise does not
 * make a short pulse. A rise that is too late is left out. A pulse that is found too long after its
 * fall is counted as stretched, and the next one is not shortened to make up for it. A new set
 * point takes effect at the next rise.
 */
final class PulseTrain {
    static final long LATE_NANOS = 50_000; // a servo would twitch by five degrees
    static final long FINISH_NANOS = 20_000_000; // a pulse of a servo is never cut by stopping

    private final PinMemory pin;
    private final LineDriver line;
    private final PulseCounters counters;
    private final SetPoint setPoint;
    private long applied;
    private boolean active;
    private long period;
    private long width;
    private long riseAt; // as scheduled
    private long roseAt; // as measured
    private long fallAt;
    private boolean high;

    PulseTrain(PinMemory pin, LineDriver line) {
        this.pin = pin;
        this.line = line;
        this.counters = new PulseCounters(pin);
        this.setPoint = new SetPoint(pin);
        this.applied = pin.get(PinLayout.APPLIED);
    }

    /** Returns when there is something to do: {@link Long#MAX_VALUE} for never. */
    long nextDeadline(long now) {
        setPoint.read();
        if (mayApply(now)) {
            return now;
        }
        if (high && !isSteady()) {
            return fallAt;
        }
        return active && width > 0 ? riseAt : Long.MAX_VALUE;
    }

    /** Ends a pulse that is due to end; before the rises of all pins, as widths matter more. */
    void fallIfDue(long now) {
        if (high && !isSteady() && now >= fallAt) {
            fall(now);
        }
    }

    void riseIfDue(long now) {
        setPoint.read();
        if (mayApply(now)) {
            apply(now);
        }
        if (active && width > 0 && now >= riseAt && (!high || isSteady())) {
            rise(now);
        }
    }

    boolean isInPulse() {
        return high && !isSteady();
    }

    /** Leaves the line low at once, also in a pulse. */
    void cut(long now) {
        active = false;
        high = false;
        line.set(false, now);
    }

    /** Whether a new set point can take effect before the next rise. */
    private boolean mayApply(long now) {
        if (setPoint.version == applied) {
            return false;
        }
        boolean resting = !active || width == 0;
        return setPoint.enabled ? resting : mayStop(now);
    }

    private boolean mayStop(long now) {
        return !high || isSteady() || fallAt - now > FINISH_NANOS;
    }

    private void apply(long now) {
        boolean resting = !active || width == 0;
        active = setPoint.enabled;
        period = setPoint.periodNanos;
        width = setPoint.widthNanos;
        if (!active || width == 0) {
            high = false;
            line.set(false, now);
        } else if (resting) {
            riseAt = now;
        }
        applied = setPoint.version;
        pin.set(PinLayout.APPLIED, applied);
    }

    private void rise(long now) {
        if (now - riseAt > LATE_NANOS) {
            long missed = (now - riseAt) / period + 1;
            if (!high) { // a line that stays high misses nothing
                counters.skipped(missed);
            }
            riseAt += missed * period;
            return;
        }
        if (setPoint.version != applied) {
            apply(now);
            if (!active || width == 0) {
                return;
            }
        }
        line.set(true, now);
        high = true;
        roseAt = now;
        fallAt = now + width;
        riseAt += period;
    }

    private void fall(long now) {
        line.set(false, now);
        high = false;
        counters.pulse(fallAt - roseAt, now - fallAt, period);
    }

    /** Whether the line stays high: a duty cycle of 100 per cent has no edges. */
    private boolean isSteady() {
        return width >= period;
    }
}
