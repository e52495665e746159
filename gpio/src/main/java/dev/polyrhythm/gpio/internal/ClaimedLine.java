package dev.polyrhythm.gpio.internal;

import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.gpio.PulseStatistics;
import java.util.function.Consumer;

/**
 * A line that this process holds. The API calls nothing after the release but {@link #level} and
 * {@link #statistics}.
 */
public interface ClaimedLine {
    /**
     * The pin's number.
     *
     * @return BCM number, 0 to 27
     */
    int pin();

    /**
     * Reads the level.
     *
     * @return true if the line is high
     */
    boolean level();

    /**
     * Sets the level; for an output.
     *
     * @param high the level from now on
     */
    void set(boolean high);

    /**
     * Hands over each edge from now on in its order, with the time at which it was, on a thread
     * that no other line needs: the sink may take its time, or wait for another line. For an input,
     * once. Ends with the release, which does not wait for the sink.
     *
     * @param sink called for each edge; throws nothing
     */
    void follow(Consumer<? super Edge> sink);

    /**
     * Runs an action after the sink was handed the edges that have happened so far, and before the
     * later ones, on the same thread as the sink; for an input that is followed. A line whose edges
     * never wait for the sink runs it at once.
     *
     * @param action short; throws nothing
     */
    default void runAfterPastEdges(Runnable action) {
        action.run();
    }

    /**
     * Counts the edges that the sink will never be handed: more came than are kept while it ran.
     *
     * @return how many there are so far; 0 for a line that keeps all
     */
    default long lostEdges() {
        return 0;
    }

    /**
     * Makes pulses, or changes them from the next rise on; for pulses.
     *
     * @param periodNanos from one rise to the next, 1 or more
     * @param widthNanos for how long the line is high, 0 to the period
     */
    void setPulses(long periodNanos, long widthNanos);

    /** Ends the pulses; a pulse that has begun and ends within 20 ms is not cut. */
    void stopPulses();

    /**
     * Counts of this line's pulses since the program began.
     *
     * @return a snapshot
     */
    PulseStatistics statistics();

    /** Brings the line to rest, low if it was driven, and gives it back; called once. */
    void release();
}
