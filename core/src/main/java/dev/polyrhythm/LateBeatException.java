package dev.polyrhythm;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.Serial;
import java.time.Duration;

/**
 * A beat of a {@link Rhythm} could not begin before the one after it was due, and the rhythm was
 * told to {@linkplain Rhythm.WhenLate#FAIL fail} then.
 */
public class LateBeatException extends PolyrhythmException {
    @Serial private static final long serialVersionUID = 1L;

    private final long number;
    private final Duration lateness;

    /**
     * A beat that came too late.
     *
     * @param number the beat's number, 0 for the first of the run
     * @param lateness how long ago it was due
     * @param period the rhythm's period
     */
    public LateBeatException(long number, Duration lateness, Duration period) {
        super(
                ("a beat is late by a period or more; let beats do less, lengthen the period, or let"
                                + " the rhythm skip or catch up: beat=%d, lateness=%s, period=%s")
                        .formatted(number, lateness, period));
        this.number = number;
        this.lateness = lateness;
    }

    /**
     * The beat that was late.
     *
     * @return its number, 0 for the first of the run
     */
    public long number() {
        return number;
    }

    /**
     * How late it was.
     *
     * @return the time since its deadline, a period or more
     */
    public Duration lateness() {
        return lateness;
    }
}
