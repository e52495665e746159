package dev.polyrhythm.gpio.device;

import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.Output;
import dev.polyrhythm.gpio.PinInUseException;
import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A motor that turns in steps: the 28BYJ-48 with its driver board (ULN2003, four pins), or one
 * behind a driver with a pin for steps and one for the direction (A4988, DRV8825, TMC2209).
 *
 * {@snippet file="dev/polyrhythm/gpio/device/DeviceSnippets.java" region="stepper"}
 *
 * <p>It is told its steps and tells nothing back: the position is what was asked for. A motor that
 * is too slow for its speed loses steps; a lower speed or an acceleration helps.
 *
 * <p><b>Life.</b> Without current at first. {@link #close()} leaves the pins low and gives them
 * back; closing the board does so too.
 *
 * <p><b>Threads.</b> All methods may be called by any thread of the process that opened it. It
 * moves in the background, by the board's clock, until it is there or until the next command. Each
 * step is timed from the start of the move; one that is late by more than half of an interval moves
 * the later ones, so that no two come too close.
 */
public final class Stepper implements AutoCloseable {
    private static final int STEPS_28BYJ48 = 4096; // half steps of a turn, with its gear
    private static final double FIRST_SPEED = 500;
    private static final double LOWEST_SPEED = 0.001;
    private static final double HIGHEST_SPEED = 100_000;
    private static final double LOWEST_ACCELERATION = 0.001;
    private static final double HIGHEST_ACCELERATION = 1e9;
    private static final double MOST_DEGREES = 1e9;
    private static final double FULL_TURN = 360;

    private final PinGroup pins;
    private final StepDriver driver;
    private final int stepsPerTurn;
    private final Background background;
    private final AtomicLong position = new AtomicLong();
    private double stepsPerSecond = FIRST_SPEED;
    private double acceleration; // 0 for none

    private Stepper(Board board, PinGroup pins, StepDriver driver, int stepsPerTurn) {
        this.pins = pins;
        this.driver = driver;
        this.stepsPerTurn = stepsPerTurn;
        this.background = new Background(board.clock());
    }

    /**
     * Opens a 28BYJ-48, whose turn has 4096 half steps.
     *
     * @param board the board that its driver is wired to
     * @param pin1 BCM number of IN1, 0 to 27
     * @param pin2 BCM number of IN2, 0 to 27
     * @param pin3 BCM number of IN3, 0 to 27
     * @param pin4 BCM number of IN4, 0 to 27
     * @return the motor
     * @throws IllegalArgumentException if there is no such pin
     * @throws PinInUseException if a pin is in use
     */
    public static Stepper ofCoils(Board board, int pin1, int pin2, int pin3, int pin4) {
        PinGroup pins = new PinGroup(board);
        List<Output> coils =
                List.of(pins.output(pin1), pins.output(pin2), pins.output(pin3), pins.output(pin4));
        return new Stepper(board, pins, new StepDriver.Coils(coils), STEPS_28BYJ48);
    }

    /**
     * Opens a motor behind a driver with a pin for steps and one for the direction.
     *
     * @param board the board that the driver is wired to
     * @param stepPin BCM number, 0 to 27: each rise is a step
     * @param directionPin BCM number, 0 to 27: high for forward
     * @param stepsPerTurn steps of a whole turn, 1 or more; 200 for most motors, times the
     *     microsteps that the driver is set to
     * @return the motor
     * @throws IllegalArgumentException if there is no such pin, or the number is out of range
     * @throws PinInUseException if a pin is in use
     */
    public static Stepper ofDriver(Board board, int stepPin, int directionPin, int stepsPerTurn) {
        Arguments.requirePositive(stepsPerTurn, "stepsPerTurn");
        PinGroup pins = new PinGroup(board);
        Output step = pins.output(stepPin);
        StepDriver driver = new StepDriver.Pulses(step, pins.output(directionPin));
        return new Stepper(board, pins, driver, stepsPerTurn);
    }

    /**
     * Sets how fast it steps from the next move on; 500 steps a second unless set.
     *
     * @param stepsPerSecond 0.001 to 100000.0; a 28BYJ-48 does about 1000
     * @throws IllegalArgumentException if it is out of range
     */
    public synchronized void setSpeed(double stepsPerSecond) {
        this.stepsPerSecond =
                Arguments.requireInRange(
                        stepsPerSecond, LOWEST_SPEED, HIGHEST_SPEED, "stepsPerSecond");
    }

    /**
     * Sets how evenly it gets faster and slower from the next move on. Unless set, it has its speed
     * at once.
     *
     * @param stepsPerSecondSquared how many steps a second more it does after each second, 0.001 to
     *     1e9
     * @throws IllegalArgumentException if it is out of range
     */
    public synchronized void setAcceleration(double stepsPerSecondSquared) {
        this.acceleration =
                Arguments.requireInRange(
                        stepsPerSecondSquared,
                        LOWEST_ACCELERATION,
                        HIGHEST_ACCELERATION,
                        "stepsPerSecondSquared");
    }

    /**
     * Moves in the background.
     *
     * @param steps how many, forward if greater than 0, else backward
     * @throws ArithmeticException if it is {@link Long#MIN_VALUE}
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void move(long steps) {
        long count = Math.absExact(steps);
        halt();
        if (count > 0) {
            driver.direct(steps > 0);
            background.start(new Move(count, Long.signum(steps)));
        }
    }

    /**
     * Moves to a position in the background.
     *
     * @param position steps from where it was opened, or from the last {@link #resetPosition}
     * @throws ArithmeticException if it is further away than a long counts
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void moveTo(long position) {
        halt();
        move(Math.subtractExact(position, this.position.get()));
    }

    /**
     * Turns in the background.
     *
     * @param degrees how far, forward if greater than 0, else backward; rounded to whole steps
     * @throws IllegalArgumentException if it is not a number, or more than 1e9
     * @throws ClosedException after {@link #close()}
     */
    public void rotate(double degrees) {
        Arguments.requireInRange(degrees, -MOST_DEGREES, MOST_DEGREES, "degrees");
        move(Math.round(degrees / FULL_TURN * stepsPerTurn));
    }

    /**
     * Returns where it is, also on the way.
     *
     * @return steps forward from where it was opened, or from the last {@link #resetPosition}
     */
    public long getPosition() {
        return position.get();
    }

    /**
     * Makes the place where it is the position 0; ends a move.
     *
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void resetPosition() {
        halt();
        position.set(0);
    }

    /**
     * Tells whether it moves.
     *
     * @return true until the last step
     */
    public boolean isMoving() {
        return background.isActive();
    }

    /**
     * Waits until it does not move.
     *
     * @param limit how long to wait at most, by the board's clock
     * @return false if the limit came first
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean await(Duration limit) throws InterruptedException {
        return background.await(limit);
    }

    /**
     * Ends a move at once; the current goes on, which holds it.
     *
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void stop() {
        halt();
    }

    /**
     * Ends a move and switches the coils off: it gets no warmer and can be turned by hand. A driver
     * with a pin for steps keeps the current on.
     *
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void release() {
        halt();
        driver.release();
    }

    private void halt() {
        background.cancel();
        driver.endStep();
    }

    /** Leaves the pins low and gives them back. Idempotent. */
    @Override
    public synchronized void close() {
        background.cancel();
        pins.close();
    }

    /** The steps of a move, one after the other. */
    private final class Move implements Steps {
        private final long count;
        private final int direction;
        private final Ramp ramp;
        private long done;
        private boolean begun;
        private boolean inPulse;

        Move(long count, int direction) {
            this.count = count;
            this.direction = direction;
            this.ramp = new Ramp(count, stepsPerSecond, acceleration);
        }

        @Override
        public long step(long dueNanos) {
            if (!begun) {
                begun = true; // a driver wants to know the direction before the first step
                return dueNanos + interval();
            }
            if (inPulse) {
                inPulse = false;
                driver.endStep();
                return done == count ? END : dueNanos + interval() - interval() / 2;
            }
            driver.step();
            position.addAndGet(direction);
            done++;
            inPulse = driver.isPulsed();
            if (inPulse) {
                return dueNanos + interval() / 2;
            }
            return done == count ? END : dueNanos + interval();
        }

        /** Returns the time from the last step to the next, or the same again behind the last. */
        private long interval() {
            long next = Math.min(done + 1, count);
            return ramp.nanosAt(next) - ramp.nanosAt(next - 1);
        }
    }
}
