package dev.polyrhythm.gpio;

/**
 * A change of a line's level.
 *
 * @param pin the pin's BCM number
 * @param high true for a rising edge
 * @param nanoTime when it was: nanoseconds of the board's clock, {@link System#nanoTime()} unless
 *     it is a virtual one
 */
public record Edge(int pin, boolean high, long nanoTime) {}
