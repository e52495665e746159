package dev.polyrhythm.gpio.device;

import dev.polyrhythm.gpio.SimulatedBoard;
import java.time.Duration;

/**
 * The eye that looks at a {@link Led} of the simulated board: tells how bright it is, from the
 * pulses on the line. Does not open the pin. All methods may be called by any thread.
 */
public final class SimulatedLed {
    private final SimulatedBoard board;
    private final int pin;

    /**
     * Makes the eye for a diode.
     *
     * @param board where the diode is
     * @param pin BCM number, 0 to 27
     */
    public SimulatedLed(SimulatedBoard board, int pin) {
        this.board = board;
        this.pin = pin;
    }

    /**
     * Tells how bright it was on average in the time just gone.
     *
     * @param window how far to look back, by the board's clock, greater than zero; a multiple of 10
     *     ms has whole pulses
     * @return 0.0 for dark to 1.0 for fully lit
     * @throws IllegalArgumentException if the time is out of range or there is no such pin
     */
    public double brightness(Duration window) {
        return SimulatedLine.highShare(board, pin, window);
    }
}
