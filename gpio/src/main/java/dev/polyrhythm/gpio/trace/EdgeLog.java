package dev.polyrhythm.gpio.trace;

import dev.polyrhythm.gpio.Edge;
import java.util.List;

/**
 * Follows the edges of all pins of a board as they come. Not for use by several threads at once.
 */
public interface EdgeLog {
    /**
     * Returns the edges that came since the last call.
     *
     * @return the edges of all pins, oldest first
     */
    List<Edge> drain();

    /**
     * Returns how many edges came faster than they were drained.
     *
     * @return edges that are missing, 0 if the log is complete
     */
    long lost();
}
