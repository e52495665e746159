package dev.polyrhythm.gpio.device;

import dev.polyrhythm.gpio.SimulatedBoard;
import java.time.Duration;

/**
 * The shaft of a {@link Motor} behind an H bridge on the simulated board: tells how fast it turns,
 * from the pulses on the lines. Does not open the pins. All methods may be called by any thread.
 */
public final class SimulatedMotor {
    private final SimulatedBoard board;
    private final int forwardPin;
    private final int backwardPin;

    /**
     * Makes the shaft of a motor.
     *
     * @param board where the motor is
     * @param forwardPin BCM number, 0 to 27
     * @param backwardPin BCM number, 0 to 27
     */
    public SimulatedMotor(SimulatedBoard board, int forwardPin, int backwardPin) {
        this.board = board;
        this.forwardPin = forwardPin;
        this.backwardPin = backwardPin;
    }

    /**
     * Tells how fast it turned in the time just gone: as far as one line was high for longer than
     * the other.
     *
     * @param window how far to look back, by the board's clock, greater than zero
     * @return -1.0 for full speed backward to 1.0 for full speed forward
     * @throws IllegalArgumentException if the time is out of range or there is no such pin
     */
    public double speed(Duration window) {
        return SimulatedLine.highShare(board, forwardPin, window)
                - SimulatedLine.highShare(board, backwardPin, window);
    }

    /**
     * Tells whether it is braked: both lines are high.
     *
     * @return true while it is
     * @throws IllegalArgumentException if there is no such pin
     */
    public boolean isBraked() {
        return board.level(forwardPin) && board.level(backwardPin);
    }
}
