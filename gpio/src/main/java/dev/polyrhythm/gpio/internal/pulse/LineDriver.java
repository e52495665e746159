package dev.polyrhythm.gpio.internal.pulse;

/** What the engine moves: a line of any kind of board. */
public interface LineDriver {
    /**
     * Sets the line; does nothing where it has that level already.
     *
     * @param high the level from now on
     * @param nanoTime the time of the engine's clock
     */
    void set(boolean high, long nanoTime);
}
