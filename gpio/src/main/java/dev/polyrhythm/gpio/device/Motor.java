package dev.polyrhythm.gpio.device;

import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.Output;
import dev.polyrhythm.gpio.PinInUseException;
import dev.polyrhythm.gpio.Pwm;
import dev.polyrhythm.memory.ClosedException;

/**
 * A motor for direct current behind a driver: an H bridge with a pin for each direction (L298N,
 * L9110S, DRV8833), or one with a pin for the speed and one for the direction (DRV8838). A motor is
 * never wired to a pin itself, which it would destroy.
 *
 * {@snippet file="dev/polyrhythm/gpio/device/DeviceSnippets.java" region="motor"}
 *
 * <p><b>Life.</b> Stopped at first. {@link #close()} leaves its pins low, lets it run out, and
 * gives the pins back; closing the board does so too.
 *
 * <p><b>Threads.</b> All methods may be called by any thread of the process that opened it.
 */
public final class Motor implements AutoCloseable {
    private static final double FREQUENCY_HZ = 100; // slow enough for every driver

    /** The way from a speed to the pins of a driver. */
    private interface Driver {
        /** Sets the speed, -1.0 to 1.0. */
        void drive(double speed);

        void brake();
    }

    private final PinGroup pins;
    private final Driver driver;
    private double speed;

    /**
     * Opens a motor behind an H bridge with a pin for each direction. It is stopped at first.
     *
     * @param board the board that the driver is wired to
     * @param forwardPin BCM number, 0 to 27: pulses here turn it forward
     * @param backwardPin BCM number, 0 to 27: pulses here turn it backward
     * @throws IllegalArgumentException if there is no such pin
     * @throws PinInUseException if a pin is in use
     */
    public Motor(Board board, int forwardPin, int backwardPin) {
        this.pins = new PinGroup(board);
        this.driver =
                new Bridge(pins.pwm(forwardPin, FREQUENCY_HZ), pins.pwm(backwardPin, FREQUENCY_HZ));
    }

    private Motor(PinGroup pins, Driver driver) {
        this.pins = pins;
        this.driver = driver;
    }

    /**
     * Opens a motor behind a driver with a pin for the speed and one for the direction. It is
     * stopped at first.
     *
     * @param board the board that the driver is wired to
     * @param enablePin BCM number, 0 to 27: pulses here turn it
     * @param phasePin BCM number, 0 to 27: low for forward, high for backward
     * @return the motor
     * @throws IllegalArgumentException if there is no such pin
     * @throws PinInUseException if a pin is in use
     */
    public static Motor withPhase(Board board, int enablePin, int phasePin) {
        PinGroup pins = new PinGroup(board);
        Pwm enable = pins.pwm(enablePin, FREQUENCY_HZ);
        return new Motor(pins, new Phase(enable, pins.output(phasePin)));
    }

    /**
     * Turns at a speed.
     *
     * @param speed -1.0 for full speed backward, 0.0 to stop, 1.0 for full speed forward
     * @throws IllegalArgumentException if it is out of range
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void setSpeed(double speed) {
        Arguments.requireInRange(speed, -1, 1, "speed");
        driver.drive(speed);
        this.speed = speed;
    }

    /**
     * Returns the speed that was asked for last.
     *
     * @return -1.0 to 1.0; 0.0 while it is stopped or braked
     */
    public synchronized double getSpeed() {
        return speed;
    }

    /**
     * Turns forward at full speed.
     *
     * @throws ClosedException after {@link #close()}
     */
    public void forward() {
        setSpeed(1);
    }

    /**
     * Turns forward.
     *
     * @param speed 0.0 to 1.0
     * @throws IllegalArgumentException if it is out of range
     * @throws ClosedException after {@link #close()}
     */
    public void forward(double speed) {
        setSpeed(Arguments.requireInRange(speed, 0, 1, "speed"));
    }

    /**
     * Turns backward at full speed.
     *
     * @throws ClosedException after {@link #close()}
     */
    public void backward() {
        setSpeed(-1);
    }

    /**
     * Turns backward.
     *
     * @param speed 0.0 to 1.0
     * @throws IllegalArgumentException if it is out of range
     * @throws ClosedException after {@link #close()}
     */
    public void backward(double speed) {
        setSpeed(-Arguments.requireInRange(speed, 0, 1, "speed"));
    }

    /**
     * Stops: switches the current off, so that the motor runs out.
     *
     * @throws ClosedException after {@link #close()}
     */
    public void stop() {
        setSpeed(0);
    }

    /**
     * Stops at once: an H bridge shorts the motor, which brakes it. A driver with a pin for the
     * direction has no pins for that: this is {@link #stop} there, and some of them brake by it.
     *
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void brake() {
        driver.brake();
        speed = 0;
    }

    /** Leaves the pins low and gives them back. Idempotent. */
    @Override
    public synchronized void close() {
        pins.close();
        speed = 0;
    }

    /** Ends the pulses of the one side before those of the other begin. */
    private record Bridge(Pwm forward, Pwm backward) implements Driver {
        @Override
        public void drive(double speed) {
            Light.set(speed > 0 ? backward : forward, 0);
            Light.set(speed > 0 ? forward : backward, Math.abs(speed));
        }

        @Override
        public void brake() {
            Light.set(forward, 1);
            Light.set(backward, 1);
        }
    }

    /** Ends the pulses before the direction changes. */
    private record Phase(Pwm enable, Output phase) implements Driver {
        @Override
        public void drive(double speed) {
            boolean backward = speed < 0;
            if (backward != phase.get()) {
                Light.set(enable, 0);
                phase.set(backward);
            }
            Light.set(enable, Math.abs(speed));
        }

        @Override
        public void brake() {
            Light.set(enable, 0);
        }
    }
}
