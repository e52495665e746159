package dev.polyrhythm.gpio.device;

import dev.polyrhythm.memory.ClosedException;

/**
 * A robot on two driven wheels or tracks, one on each side.
 *
 * {@snippet file="dev/polyrhythm/gpio/device/DeviceSnippets.java" region="robot"}
 *
 * <p><b>Life.</b> Stopped at first. The robot owns its motors from then on: {@link #close()} closes
 * them.
 *
 * <p><b>Threads.</b> All methods may be called by any thread of the process that opened its motors;
 * a command moves both motors before the next one does.
 */
public final class Robot implements AutoCloseable {
    private final Motor left;
    private final Motor right;

    /**
     * Makes a robot of two motors.
     *
     * @param left turns the wheel on the left; forward for both drives straight on
     * @param right turns the wheel on the right
     * @throws IllegalArgumentException if both are the same motor
     */
    public Robot(Motor left, Motor right) {
        if (left == right) {
            throw new IllegalArgumentException("a robot needs two motors, both are the same one");
        }
        this.left = left;
        this.right = right;
    }

    /**
     * Drives each side at a speed of its own.
     *
     * @param leftSpeed -1.0 for full speed backward to 1.0 for full speed forward
     * @param rightSpeed -1.0 for full speed backward to 1.0 for full speed forward
     * @throws IllegalArgumentException if one is out of range: neither side changes then
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void drive(double leftSpeed, double rightSpeed) {
        Arguments.requireInRange(leftSpeed, -1, 1, "leftSpeed");
        Arguments.requireInRange(rightSpeed, -1, 1, "rightSpeed");
        left.setSpeed(leftSpeed);
        right.setSpeed(rightSpeed);
    }

    /**
     * Drives straight on.
     *
     * @param speed 0.0 to 1.0
     * @throws IllegalArgumentException if it is out of range
     * @throws ClosedException after {@link #close()}
     */
    public void forward(double speed) {
        requireSpeed(speed);
        drive(speed, speed);
    }

    /**
     * Drives straight back.
     *
     * @param speed 0.0 to 1.0
     * @throws IllegalArgumentException if it is out of range
     * @throws ClosedException after {@link #close()}
     */
    public void backward(double speed) {
        requireSpeed(speed);
        drive(-speed, -speed);
    }

    /**
     * Turns left on the spot.
     *
     * @param speed 0.0 to 1.0
     * @throws IllegalArgumentException if it is out of range
     * @throws ClosedException after {@link #close()}
     */
    public void left(double speed) {
        requireSpeed(speed);
        drive(-speed, speed);
    }

    /**
     * Turns right on the spot.
     *
     * @param speed 0.0 to 1.0
     * @throws IllegalArgumentException if it is out of range
     * @throws ClosedException after {@link #close()}
     */
    public void right(double speed) {
        requireSpeed(speed);
        drive(speed, -speed);
    }

    /**
     * Drives a curve: the wheel on the inside turns slower.
     *
     * @param speed -1.0 for full speed backward to 1.0 for full speed forward
     * @param curve -1.0 for a turn around the left wheel, which stands, by 0.0 for straight on, to
     *     1.0 for a turn around the right wheel
     * @throws IllegalArgumentException if a value is out of range: neither side changes then
     * @throws ClosedException after {@link #close()}
     */
    public void curve(double speed, double curve) {
        Arguments.requireInRange(speed, -1, 1, "speed");
        Arguments.requireInRange(curve, -1, 1, "curve");
        drive(speed * Math.min(1, 1 + curve), speed * Math.min(1, 1 - curve));
    }

    private static void requireSpeed(double speed) {
        Arguments.requireInRange(speed, 0, 1, "speed");
    }

    /**
     * Stops both motors, which run out.
     *
     * @throws ClosedException after {@link #close()}
     */
    public void stop() {
        drive(0, 0);
    }

    /** Closes both motors. Idempotent. */
    @Override
    public synchronized void close() {
        try {
            left.close();
        } finally {
            right.close();
        }
    }
}
