package dev.polyrhythm.gpio;

/** The resistor inside a board that gives an input a level while nothing drives its line. */
public enum Pull {
    /** No resistor: a line that nothing drives has no certain level. */
    NONE,
    /** A resistor to the supply voltage: a line that nothing drives is high. */
    UP,
    /** A resistor to ground: a line that nothing drives is low. */
    DOWN
}
