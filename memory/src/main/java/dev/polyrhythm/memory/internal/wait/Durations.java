package dev.polyrhythm.memory.internal.wait;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Durations as nanoseconds. */
public final class Durations {
    /** Longer than any program runs, and short enough to be added to a time. */
    private static final long LONGEST_NANOS = Long.MAX_VALUE / 4;

    private Durations() {}

    /** Returns the length in nanoseconds, cut to a century or so where it is longer. */
    public static long toNanos(Duration duration) {
        return Math.min(LONGEST_NANOS, TimeUnit.NANOSECONDS.convert(duration)); // saturates
    }

    /**
     * Returns the length of a limit in nanoseconds, greater than 0.
     *
     * @param option what the limit is called in the message of the refusal
     */
    public static long toPositiveNanos(Duration limit, String option) {
        long nanos = toNanos(limit);
        if (nanos <= 0) {
            throw new IllegalArgumentException(
                    "a limit must be greater than zero: %s=%s".formatted(option, limit));
        }
        return nanos;
    }
}
