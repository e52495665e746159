package dev.polyrhythm.gpio.internal;

/** What a line is claimed for: a backend must know before it has the line. */
public enum LineUse {
    /** The level is set by the holder. */
    OUTPUT,
    /** The level is read, and its edges may be followed. */
    INPUT,
    /** Pulses are made by the backend. */
    PULSES
}
