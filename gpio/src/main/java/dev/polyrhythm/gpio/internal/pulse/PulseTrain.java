package dev.polyrhythm.gpio.internal.pulse;

import dev.polyrhythm.gpio.internal.memory.PinLayout;
import dev.polyrhythm.gpio.internal.memory.PinMemory;

/**
 * The pulses of one pin: the rules by which its edges are due and made.
 *
 * <p>A fall is timed from the measured rise, never from the schedule, so that a late rise does not
 * make a short pulse: a servo feels the width, and not when it comes. A rise that is late is made
 * all the same and counted; one that is later than a servo's frame may be is left out. The schedule
 * itself does not move. A pulse that is found too long after its fall is counted as stretched, and
 * the next one is not shortened to make up for it. A new set point takes effect at the next rise.
 */
final class PulseTrain {
    static final long LATE_NANOS = 50_000; // a width that is so wrong turns a servo by five degrees
    static final long FINISH_NANOS = 20_000_000; // a pulse of a servo is never cut by stopping
    private static final long LATEST_NANOS = 2_000_000; // a rise, of a period that is long enough
    private static final int LATEST_SHARE = 4; // a quarter of other periods

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

    /** Returns when the pulse ends: {@link Long#MAX_VALUE} outside of one. */
    long nextFall() {
        return isInPulse() ? fallAt : Long.MAX_VALUE;
    }

    /**
     * Returns when there is something to do but to end a pulse: {@link Long#MAX_VALUE} for never.
     */
    long nextStart(long now) {
        setPoint.read();
        if (mayApply(now)) {
            return now;
        }
        return isPulsing() && !isInPulse() ? riseAt : Long.MAX_VALUE;
    }

    /** Ends a pulse that is due to end; before the rises of all pins, as widths matter more. */
    void fallIfDue(long now) {
        if (isInPulse() && now >= fallAt) {
            fall(now);
        }
    }

    /**
     * Follows a new set point and rises, as far as that is due.
     *
     * @param others of which one with the same period gives the time of the first rise
     */
    void startIfDue(long now, PulseEngine others) {
        setPoint.read();
        if (mayApply(now)) {
            apply(now, others);
        }
        if (isPulsing() && now >= riseAt && !isInPulse()) {
            rise(now, others);
        }
    }

    boolean isInPulse() {
        return high && !isSteady();
    }

    /** Returns the next rise if pulses of the period are made, else a time that has passed. */
    long riseOf(long samePeriod) {
        return isPulsing() && period == samePeriod && !isSteady() ? riseAt : Long.MIN_VALUE;
    }

    /** Leaves the line low at once, also in a pulse. */
    void cut(long now) {
        active = false;
        high = false;
        line.set(false, now);
    }

    private boolean isPulsing() {
        return active && width > 0;
    }

    /** Whether a new set point can take effect before the next rise. */
    private boolean mayApply(long now) {
        if (setPoint.version == applied) {
            return false;
        }
        return setPoint.enabled ? !isPulsing() : mayStop(now);
    }

    private boolean mayStop(long now) {
        return !isInPulse() || fallAt - now > FINISH_NANOS;
    }

    private void apply(long now, PulseEngine others) {
        boolean resting = !isPulsing();
        active = setPoint.enabled;
        period = setPoint.periodNanos;
        width = setPoint.widthNanos;
        if (!isPulsing()) {
            high = false;
            line.set(false, now);
        } else if (resting) {
            riseAt = others.firstRise(this, period, now);
        }
        applied = setPoint.version;
        pin.set(PinLayout.APPLIED, applied);
    }

    private void rise(long now, PulseEngine others) {
        if (leaveOut(now) && now < riseAt) {
            return;
        }
        if (setPoint.version != applied) {
            apply(now, others);
            if (!isPulsing()) {
                return;
            }
        }
        if (!high) {
            counters.rise(now - riseAt, latest() / 2);
        }
        line.set(true, now);
        high = true;
        roseAt = now;
        fallAt = now + width;
        riseAt += period;
    }

    /** Leaves out the rises for which it is too late. Returns whether there were any. */
    private boolean leaveOut(long now) {
        long tooLate = now - riseAt - latest();
        if (tooLate <= 0) {
            return false;
        }
        long missed = (tooLate - 1) / period + 1;
        if (!high) { // a line that stays high misses nothing
            counters.skipped(missed);
        }
        riseAt += missed * period;
        return true;
    }

    private long latest() {
        return Math.min(LATEST_NANOS, period / LATEST_SHARE);
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
