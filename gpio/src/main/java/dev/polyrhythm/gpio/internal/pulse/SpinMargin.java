package dev.polyrhythm.gpio.internal.pulse;

/**
 * How long before a fall the engine's thread has to be awake: learnt from how late the system wakes
 * it, so that about one wake-up of a hundred is later. A margin that is too long costs processor
 * time, one that is too short the width of a pulse.
 */
final class SpinMargin {
    static final long LEAST_NANOS = 10_000;
    static final long MOST_NANOS = 400_000;
    private static final long UP_NANOS = 10_000;
    private static final long DOWN_NANOS = 100; // one wake-up in a hundred goes up

    private long nanos = 150_000;

    /** Returns the margin in ns. */
    long nanos() {
        return nanos;
    }

    /**
     * Learns from a wake-up.
     *
     * @param lateNanos how much later it was than asked for
     */
    void learn(long lateNanos) {
        long next = lateNanos > nanos ? nanos + UP_NANOS : nanos - DOWN_NANOS;
        nanos = Math.clamp(next, LEAST_NANOS, MOST_NANOS);
    }
}
