package dev.polyrhythm.gpio.device;

import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.Servo;
import java.time.Duration;

/**
 * The pulse widths of common servos, as their data sheets have them. Single ones differ by some per
 * cent: a servo that hums at an end of its travel wants a narrower range.
 */
public enum ServoType {
    /** The small blue one of 9 grams: 0.5 to 2.4 ms. */
    SG90(500, 2400),
    /** The strong one with metal gears: 0.5 to 2.5 ms. */
    MG996R(500, 2500),
    /**
     * The range that every servo understands: 1.0 to 2.0 ms, less than the whole travel of most.
     */
    STANDARD(1000, 2000);

    private static final long NANOS_PER_MICRO = 1000;
    private static final Duration LARGEST_TRIM = Duration.ofMillis(1);

    private final Duration minPulseWidth;
    private final Duration maxPulseWidth;

    ServoType(long minMicros, long maxMicros) {
        this.minPulseWidth = Duration.ofNanos(minMicros * NANOS_PER_MICRO);
        this.maxPulseWidth = Duration.ofNanos(maxMicros * NANOS_PER_MICRO);
    }

    /** Opens a servo whose pulses are all longer by the trim, or shorter. */
    Servo open(Board board, int pin, Duration trim) {
        if (trim.abs().compareTo(LARGEST_TRIM) > 0) {
            throw new IllegalArgumentException("trim must be -1 to 1 ms: trim=" + trim);
        }
        return board.servo(pin, minPulseWidth.plus(trim), maxPulseWidth.plus(trim));
    }

    /**
     * Returns the pulse width at one end of the travel.
     *
     * @return the width at 0 degrees, or at full speed backward
     */
    public Duration minPulseWidth() {
        return minPulseWidth;
    }

    /**
     * Returns the pulse width at the other end of the travel.
     *
     * @return the width at 180 degrees, or at full speed forward
     */
    public Duration maxPulseWidth() {
        return maxPulseWidth;
    }
}
