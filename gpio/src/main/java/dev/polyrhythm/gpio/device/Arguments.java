package dev.polyrhythm.gpio.device;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Checks of the values that devices are given. */
final class Arguments {
    /** Longer than any program runs, and short enough to be added to a time. */
    private static final long LONGEST_NANOS = Long.MAX_VALUE / 4;

    private Arguments() {}

    /** Returns the value if it lies in the range, its ends included; NaN lies in none. */
    static double requireInRange(double value, double min, double max, String name) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(
                    "%s must be %s to %s: %s=%s".formatted(name, min, max, name, value));
        }
        return value;
    }

    /** Returns the value if it is greater than 0 and finite. */
    static double requirePositive(double value, String name) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "%s must be greater than 0: %s=%s".formatted(name, name, value));
        }
        return value;
    }

    static int requirePositive(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "%s must be 1 or more: %s=%d".formatted(name, name, value));
        }
        return value;
    }

    /** Returns the length in nanoseconds, greater than 0. */
    static long requirePositive(Duration time, String name) {
        if (!time.isPositive()) {
            throw new IllegalArgumentException(
                    "%s must be greater than zero: %s=%s".formatted(name, name, time));
        }
        return toNanos(time);
    }

    /** Returns the length in nanoseconds, 0 or more. */
    static long requireNotNegative(Duration time, String name) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(
                    "%s must be zero or more: %s=%s".formatted(name, name, time));
        }
        return toNanos(time);
    }

    /** Returns the length in nanoseconds, cut to a century or so where it is longer. */
    static long toNanos(Duration time) {
        return Math.min(LONGEST_NANOS, TimeUnit.NANOSECONDS.convert(time)); // saturates
    }
}
