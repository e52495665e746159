package dev.polyrhythm.gpio.device;

import dev.polyrhythm.gpio.SimulatedBoard;

/**
 * The finger on a {@link Button} of the simulated board: for tests, and for pressing it from
 * another process of the program. Does not open the pin. All methods may be called by any thread.
 */
public final class SimulatedButton {
    private final SimulatedBoard board;
    private final int pin;
    private final boolean pressedLevel;

    /**
     * Makes the finger of a button between the pin and ground.
     *
     * @param board where the button is
     * @param pin BCM number, 0 to 27
     */
    public SimulatedButton(SimulatedBoard board, int pin) {
        this(board, pin, Button.Wiring.TO_GROUND);
    }

    /**
     * Makes the finger of a button.
     *
     * @param board where the button is
     * @param pin BCM number, 0 to 27
     * @param wiring what the button connects the pin to
     */
    public SimulatedButton(SimulatedBoard board, int pin, Button.Wiring wiring) {
        this.board = board;
        this.pin = pin;
        this.pressedLevel = wiring == Button.Wiring.TO_SUPPLY;
    }

    /**
     * Presses the button: its contact closes without a bounce.
     *
     * @throws IllegalArgumentException if there is no such pin
     */
    public void press() {
        board.drive(pin, pressedLevel);
    }

    /**
     * Lets the button go: the pull resistor takes the line back.
     *
     * @throws IllegalArgumentException if there is no such pin
     */
    public void release() {
        board.undrive(pin);
    }
}
