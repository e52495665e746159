package dev.polyrhythm.platform.gpio;

import java.time.Duration;

/**
 * Settings of requested lines, the same for all lines of a request. Immutable; begins with {@link
 * #INPUT} or {@link #OUTPUT}. Event time stamps are of CLOCK_MONOTONIC, the clock of {@link
 * System#nanoTime} on Linux.
 */
public final class LineSettings {
    /** Lines that are read, with the pull that they have. */
    public static final LineSettings INPUT = new LineSettings(LineFlags.INPUT, 0);

    /** Lines that are driven both high and low. */
    public static final LineSettings OUTPUT = new LineSettings(LineFlags.OUTPUT, 0);

    private final long flags;
    private final int debounceMicros;

    private LineSettings(long flags, int debounceMicros) {
        this.flags = flags;
        this.debounceMicros = debounceMicros;
    }

    /** The pull of a line that nothing drives. */
    public enum Bias {
        /** Nothing. */
        NONE(LineFlags.NO_BIAS),
        /** A resistor to the supply: high. */
        PULL_UP(LineFlags.PULL_UP),
        /** A resistor to ground: low. */
        PULL_DOWN(LineFlags.PULL_DOWN);

        private final long flag;

        Bias(long flag) {
            this.flag = flag;
        }
    }

    /** Restrictions of the levels that an output drives. */
    public enum Drive {
        /** Low only; for high it lets go. */
        OPEN_DRAIN(LineFlags.OPEN_DRAIN),
        /** High only; for low it lets go. */
        OPEN_SOURCE(LineFlags.OPEN_SOURCE);

        private final long flag;

        Drive(long flag) {
            this.flag = flag;
        }
    }

    /** Edges of an input that are events. */
    public enum Edges {
        /** From inactive to active. */
        RISING(LineFlags.EDGE_RISING),
        /** From active to inactive. */
        FALLING(LineFlags.EDGE_FALLING),
        /** Each. */
        BOTH(LineFlags.EDGE_RISING | LineFlags.EDGE_FALLING);

        private final long flags;

        Edges(long flags) {
            this.flags = flags;
        }
    }

    /**
     * Sets what holds the line where nothing drives it.
     *
     * @param bias in place of the one that the line has
     * @return these settings with it
     */
    public LineSettings with(Bias bias) {
        long others = ~(LineFlags.NO_BIAS | LineFlags.PULL_UP | LineFlags.PULL_DOWN);
        return new LineSettings((flags & others) | bias.flag, debounceMicros);
    }

    /**
     * Restricts the levels that an output drives.
     *
     * @param drive in place of both levels
     * @return these settings with it
     */
    public LineSettings with(Drive drive) {
        long others = ~(LineFlags.OPEN_DRAIN | LineFlags.OPEN_SOURCE);
        return new LineSettings((flags & others) | drive.flag, debounceMicros);
    }

    /**
     * Makes edges of an input events.
     *
     * @param edges which
     * @return these settings with it
     */
    public LineSettings with(Edges edges) {
        return new LineSettings((flags & ~Edges.BOTH.flags) | edges.flags, debounceMicros);
    }

    /**
     * Inverts values: 1 is a low line, and a rising edge leads to it.
     *
     * @return these settings with it
     */
    public LineSettings activeLow() {
        return new LineSettings(flags | LineFlags.ACTIVE_LOW, debounceMicros);
    }

    /**
     * Has the kernel ignore levels that do not last.
     *
     * @param duration for how long a level must last, more than 0 and at most 4294 s
     * @return these settings with it
     * @throws IllegalArgumentException if it is out of range
     */
    public LineSettings debounced(Duration duration) {
        long micros = duration.toNanos() / 1000;
        if (micros < 1 || micros > Integer.toUnsignedLong(-1)) {
            throw new IllegalArgumentException(
                    "a debounce time must be 1 us to 4294 s: duration=" + duration);
        }
        return new LineSettings(flags, (int) micros);
    }

    long flags() {
        return flags;
    }

    boolean isOutput() {
        return (flags & LineFlags.OUTPUT) != 0;
    }

    /** Returns the debounce time in us, unsigned; 0 for none. */
    long debounceMicros() {
        return Integer.toUnsignedLong(debounceMicros);
    }
}
