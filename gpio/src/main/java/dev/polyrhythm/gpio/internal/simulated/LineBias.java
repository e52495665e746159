package dev.polyrhythm.gpio.internal.simulated;

import dev.polyrhythm.gpio.Pull;
import dev.polyrhythm.gpio.internal.memory.PinLayout;
import dev.polyrhythm.gpio.internal.memory.PinMemory;

/** The level of a line that no program drives: given by the outside world, else by the pull. */
final class LineBias {
    private static final int NONE = 0;
    private static final int UP = 1;
    private static final int DOWN = 2;

    private final PinMemory pin;
    private final Line line;

    LineBias(PinMemory pin) {
        this.pin = pin;
        this.line = new Line(pin);
    }

    /** Switches the resistor; the line moves unless it is driven from outside. */
    void pull(Pull pull, long nanoTime) {
        pin.set(
                PinLayout.PULL,
                switch (pull) {
                    case NONE -> NONE;
                    case UP -> UP;
                    case DOWN -> DOWN;
                });
        if (pin.get(PinLayout.DRIVEN) == 0) {
            rest(nanoTime);
        }
    }

    /** Switches the resistor off, for a line that a program will drive. */
    void disable() {
        pin.set(PinLayout.PULL, NONE);
    }

    /** Drives the line from outside. */
    void drive(boolean high, long nanoTime) {
        pin.set(PinLayout.DRIVEN, 1);
        line.set(high, nanoTime);
    }

    /** Ends the drive from outside. */
    void undrive(long nanoTime) {
        pin.set(PinLayout.DRIVEN, 0);
        rest(nanoTime);
    }

    /** Moves the line to the level of its pull; without one it keeps the level it has. */
    private void rest(long nanoTime) {
        long pull = pin.get(PinLayout.PULL);
        if (pull != NONE) {
            line.set(pull == UP, nanoTime);
        }
    }
}
