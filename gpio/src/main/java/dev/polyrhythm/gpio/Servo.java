package dev.polyrhythm.gpio;

import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;

/**
 * A servo: a motor that turns to the angle that the width of its pulses encodes, 50 of them a
 * second. Opened by {@link Board#servo}. All methods may be called by any thread of the process
 * that opened it.
 */
public final class Servo implements AutoCloseable {
    static final double FREQUENCY_HZ = 50;
    private static final double TRAVEL_DEGREES = 180;

    private final Pwm pwm;
    private final long minNanos;
    private final long maxNanos;

    Servo(Pwm pwm, Duration min, Duration max) {
        this.pwm = pwm;
        this.minNanos = min.toNanos();
        this.maxNanos = max.toNanos();
    }

    static void requireValid(Duration min, Duration max) {
        Duration period = Duration.ofNanos(Math.round(1e9 / FREQUENCY_HZ));
        boolean valid = min.isPositive() && min.compareTo(max) < 0 && max.compareTo(period) <= 0;
        if (!valid) {
            throw new IllegalArgumentException(
                    "pulse widths must be 0 < min < max <= 20 ms: minPulseWidth=%s, maxPulseWidth=%s"
                            .formatted(min, max));
        }
    }

    /**
     * Turns to an angle and holds it.
     *
     * @param degrees 0.0 to 180.0
     * @throws IllegalArgumentException if it is out of range
     * @throws ClosedException after {@link #close()}
     */
    public void setAngle(double degrees) {
        if (!(degrees >= 0 && degrees <= TRAVEL_DEGREES)) {
            throw new IllegalArgumentException("angle must be 0.0 to 180.0: degrees=" + degrees);
        }
        long width = minNanos + Math.round((maxNanos - minNanos) * degrees / TRAVEL_DEGREES);
        synchronized (pwm) {
            pwm.setPulseWidth(Duration.ofNanos(width));
            pwm.start(pwm.getDutyCycle());
        }
    }

    /**
     * Returns the angle that was asked for last.
     *
     * @return degrees, 0.0 to 180.0; 0.0 before the first
     */
    public double getAngle() {
        long width = Math.max(minNanos, pwm.getPulseWidth().toNanos());
        return TRAVEL_DEGREES * (width - minNanos) / (maxNanos - minNanos);
    }

    /**
     * Ends the pulses: the servo can be turned by hand until its angle is set again.
     *
     * @throws ClosedException after {@link #close()}
     */
    public void detach() {
        pwm.stop();
    }

    /**
     * Returns the pulses behind the angle.
     *
     * @return always the same object
     */
    public Pwm pwm() {
        return pwm;
    }

    /** Leaves the line low and gives the pin back. Idempotent. */
    @Override
    public void close() {
        pwm.close();
    }
}
