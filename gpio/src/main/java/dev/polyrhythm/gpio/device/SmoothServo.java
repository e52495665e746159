package dev.polyrhythm.gpio.device;

import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.PinInUseException;
import dev.polyrhythm.gpio.Servo;
import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;

/**
 * A servo of a known type that turns no faster than it should, and whose arm can be trimmed.
 * Without a limit of its speed it does what {@link Servo} does.
 *
 * {@snippet file="dev/polyrhythm/gpio/device/DeviceSnippets.java" region="servo"}
 *
 * <p><b>Life.</b> Free to move until its angle is set. {@link #close()} leaves the line low and
 * gives the pin back; closing the board does so too.
 *
 * <p><b>Threads.</b> All methods may be called by any thread of the process that opened it. It
 * turns in the background, by the board's clock, until the next command.
 */
public final class SmoothServo implements AutoCloseable {
    private static final double TRAVEL_DEGREES = 180;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long FRAME_NANOS = 20_000_000; // from one pulse to the next

    private final Servo servo;
    private final Background background;
    private boolean unlimited = true;
    private double degreesPerSecond;
    private boolean angleKnown;
    private volatile double angle;

    /**
     * Opens a servo without a trim.
     *
     * @param board the board that it is wired to
     * @param pin BCM number, 0 to 27
     * @param type what servo it is
     * @throws IllegalArgumentException if there is no such pin
     * @throws PinInUseException if the pin is in use
     */
    public SmoothServo(Board board, int pin, ServoType type) {
        this(board, pin, type, Duration.ZERO);
    }

    /**
     * Opens a servo.
     *
     * @param board the board that it is wired to
     * @param pin BCM number, 0 to 27
     * @param type what servo it is
     * @param trim what every pulse is longer, or shorter if it is negative: turns an arm straight
     *     that was put on askew; 10 microseconds are about one degree, 1 ms is the most
     * @throws IllegalArgumentException if there is no such pin, or a pulse would have no width
     * @throws PinInUseException if the pin is in use
     */
    public SmoothServo(Board board, int pin, ServoType type, Duration trim) {
        servo = type.open(board, pin, trim);
        background = new Background(board.clock());
    }

    /**
     * Limits how fast it turns from the next {@link #setAngle} on.
     *
     * @param degreesPerSecond greater than 0
     * @throws IllegalArgumentException if it is out of range
     */
    public synchronized void setMaxSpeed(double degreesPerSecond) {
        this.degreesPerSecond = Arguments.requirePositive(degreesPerSecond, "degreesPerSecond");
        unlimited = false;
    }

    /**
     * Turns to an angle, in the background if there is a limit, and holds it. The first time it
     * turns as fast as it can, as it does not tell where it stands.
     *
     * @param degrees 0.0 to 180.0
     * @throws IllegalArgumentException if it is out of range
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void setAngle(double degrees) {
        Arguments.requireInRange(degrees, 0, TRAVEL_DEGREES, "degrees");
        background.cancel();
        if (unlimited || !angleKnown) {
            turn(degrees);
        } else {
            background.start(new Slew(angle, degrees, degreesPerSecond));
        }
        angleKnown = true;
    }

    private void turn(double degrees) {
        servo.setAngle(degrees);
        angle = degrees;
    }

    /**
     * Returns the angle that it is told to have now, also on the way.
     *
     * @return degrees, 0.0 to 180.0; 0.0 before the first
     */
    public double getAngle() {
        return angle;
    }

    /**
     * Waits until it was told the last angle of its way.
     *
     * @param limit how long to wait at most, by the board's clock
     * @return false if the limit came first
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean await(Duration limit) throws InterruptedException {
        return background.await(limit);
    }

    /**
     * Ends the pulses: it can be turned by hand until its angle is set again.
     *
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void detach() {
        background.cancel();
        servo.detach();
        angleKnown = false;
    }

    /** Leaves the line low and gives the pin back. Idempotent. */
    @Override
    public synchronized void close() {
        background.cancel();
        servo.close();
    }

    /** From one angle to another at a speed, a little with each pulse. */
    private final class Slew implements Steps {
        private final double from;
        private final double to;
        private final double speed;
        private long begun = END;

        Slew(double from, double to, double speed) {
            this.from = from;
            this.to = to;
            this.speed = speed;
        }

        @Override
        public long step(long dueNanos) {
            if (begun == END) {
                begun = dueNanos;
            }
            double way = speed * (dueNanos + FRAME_NANOS - begun) / NANOS_PER_SECOND;
            boolean last = way >= Math.abs(to - from);
            turn(last ? to : from + Math.copySign(way, to - from));
            return last ? END : dueNanos + FRAME_NANOS;
        }
    }
}
