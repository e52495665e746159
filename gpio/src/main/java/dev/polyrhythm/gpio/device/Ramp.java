package dev.polyrhythm.gpio.device;

/**
 * When each step of a move is due: evenly faster up to a speed, at that speed, and evenly slower to
 * rest. A short move turns round before it has the speed. Each time is computed from the start, so
 * that no error adds up.
 */
final class Ramp {
    private static final double NANOS_PER_SECOND = 1e9;

    private final long count;
    private final double acceleration; // 0 for at once
    private final double cruise; // steps a second
    private final double rampSteps;
    private final double rampSeconds;

    /**
     * A ramp.
     *
     * @param count steps, 1 or more
     * @param speed steps a second at most
     * @param acceleration steps a second more in each second, 0 for the speed at once
     */
    Ramp(long count, double speed, double acceleration) {
        this.count = count;
        this.acceleration = acceleration;
        if (acceleration == 0) {
            this.rampSteps = 0;
            this.rampSeconds = 0;
            this.cruise = speed;
        } else {
            this.rampSteps = Math.min(speed * speed / (2 * acceleration), count / 2.0);
            this.rampSeconds = Math.sqrt(2 * rampSteps / acceleration);
            this.cruise = acceleration * rampSeconds;
        }
    }

    /** Returns when a step is due, from the start on; the first is number 1. */
    long nanosAt(long step) {
        return Math.round(NANOS_PER_SECOND * secondsAt(step));
    }

    private double secondsAt(long step) {
        if (step < rampSteps) {
            return Math.sqrt(2 * step / acceleration);
        }
        if (count - step < rampSteps) {
            double whole = 2 * rampSeconds + (count - 2 * rampSteps) / cruise;
            return whole - Math.sqrt(2 * (count - step) / acceleration);
        }
        return rampSeconds + (step - rampSteps) / cruise;
    }
}
