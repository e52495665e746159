package dev.polyrhythm;

import java.time.Duration;

/**
 * One beat of a {@link Rhythm}, as its task sees it. For the thread that runs the rhythm only, and
 * only until the task returns: the next beat is the same object.
 */
public final class Beat {
    private long number;
    private long deadlineNanos;
    private long latenessNanos;
    private long missed;
    private boolean stopped;

    Beat() {}

    void begin(long newNumber, long newDeadlineNanos, long newLatenessNanos, long newMissed) {
        number = newNumber;
        deadlineNanos = newDeadlineNanos;
        latenessNanos = newLatenessNanos;
        missed = newMissed;
    }

    /**
     * Returns the number of the beat. Missed beats have numbers, too, so that what is computed from
     * the number does not drift.
     *
     * @return 0 for the first beat of the run
     */
    public long number() {
        return number;
    }

    /**
     * Returns the moment at which the beat was due: {@link #number} periods after the first one.
     *
     * @return nanoseconds of the rhythm's clock, {@link System#nanoTime()} unless another one was
     *     chosen
     */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    /**
     * Returns how long after its deadline the beat began.
     *
     * @return zero or more; less than a period unless the rhythm catches up
     */
    public Duration lateness() {
        return Duration.ofNanos(latenessNanos);
    }

    /**
     * Returns how many beats were left out between the one before and this one.
     *
     * @return 0 or more
     */
    public long missed() {
        return missed;
    }

    /** Makes this beat the last one: the rhythm's run returns when the task does. */
    public void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }
}
