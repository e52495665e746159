package dev.polyrhythm.gpio.device;

import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.PinInUseException;
import dev.polyrhythm.gpio.Servo;
import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;

/**
 * A servo that turns round and round: the width of its pulses encodes its speed.
 *
 * <p><b>Life.</b> Still until its speed is set. {@link #close()} leaves the line low, which stops
 * it, and gives the pin back; closing the board does so too.
 *
 * <p><b>Threads.</b> All methods may be called by any thread of the process that opened it.
 */
public final class ContinuousServo implements AutoCloseable {
    private static final double MIDDLE_DEGREES = 90; // half of the travel of a servo with an angle

    private final Servo servo;
    private double speed;

    /**
     * Opens a servo that stands still at a pulse of 1.5 ms.
     *
     * @param board the board that it is wired to
     * @param pin BCM number, 0 to 27
     * @throws IllegalArgumentException if there is no such pin
     * @throws PinInUseException if the pin is in use
     */
    public ContinuousServo(Board board, int pin) {
        this(board, pin, Duration.ZERO);
    }

    /**
     * Opens a servo.
     *
     * @param board the board that it is wired to
     * @param pin BCM number, 0 to 27
     * @param trim what its pulse is longer than 1.5 ms when it stands still, or shorter if it is
     *     negative; 1 ms is the most
     * @throws IllegalArgumentException if there is no such pin, or a pulse would have no width
     * @throws PinInUseException if the pin is in use
     */
    public ContinuousServo(Board board, int pin, Duration trim) {
        servo = ServoType.STANDARD.open(board, pin, trim);
    }

    /**
     * Turns at a speed.
     *
     * @param speed -1.0 for full speed backward, 0.0 to stand still, 1.0 for full speed forward
     * @throws IllegalArgumentException if it is out of range
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void setSpeed(double speed) {
        Arguments.requireInRange(speed, -1, 1, "speed");
        servo.setAngle(MIDDLE_DEGREES + MIDDLE_DEGREES * speed);
        this.speed = speed;
    }

    /**
     * Returns the speed that was asked for last.
     *
     * @return -1.0 to 1.0
     */
    public synchronized double getSpeed() {
        return speed;
    }

    /**
     * Ends the pulses: it stands still, and can be turned by hand.
     *
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void stop() {
        servo.detach();
        speed = 0;
    }

    /** Leaves the line low and gives the pin back. Idempotent. */
    @Override
    public synchronized void close() {
        servo.close();
        speed = 0;
    }
}
