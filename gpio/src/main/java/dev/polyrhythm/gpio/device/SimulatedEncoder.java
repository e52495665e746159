package dev.polyrhythm.gpio.device;

import dev.polyrhythm.gpio.SimulatedBoard;
import java.time.Duration;

/**
 * The hand on a {@link RotaryEncoder} of the simulated board: opens and closes its contacts. Does
 * not open the pins. Turns in the background, by the board's clock. All methods may be called by
 * any thread.
 */
public final class SimulatedEncoder implements AutoCloseable {
    private static final int QUARTERS = 4;

    private final SimulatedBoard board;
    private final int pinA;
    private final int pinB;
    private final Background background;

    /**
     * Makes the hand on a knob.
     *
     * @param board where the knob is
     * @param pinA BCM number, 0 to 27
     * @param pinB BCM number, 0 to 27
     */
    public SimulatedEncoder(SimulatedBoard board, int pinA, int pinB) {
        this.board = board;
        this.pinA = pinA;
        this.pinB = pinB;
        this.background = new Background(board.clock());
    }

    /**
     * Turns the knob in the background; ends a turn that is under way.
     *
     * @param clicks how far, to the right if greater than 0, else to the left
     * @param clickTime how long a click takes, greater than zero
     * @throws IllegalArgumentException if the time is out of range or there is no such pin
     */
    public synchronized void turn(int clicks, Duration clickTime) {
        long nanos = Arguments.requirePositive(clickTime, "clickTime");
        background.cancel();
        set(pinA, false);
        set(pinB, false);
        if (clicks != 0) {
            background.start(new Turn(clicks, Math.max(1, nanos / QUARTERS)));
        }
    }

    /**
     * Waits until the turn is done.
     *
     * @param limit how long to wait at most, by the board's clock
     * @return false if the limit came first
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean await(Duration limit) throws InterruptedException {
        return background.await(limit);
    }

    /** Sets a contact; an open one leaves its line to the pull resistor. */
    private void set(int pin, boolean contactClosed) {
        if (contactClosed) {
            board.drive(pin, false);
        } else {
            board.undrive(pin);
        }
    }

    /** Ends a turn that is under way. Idempotent. */
    @Override
    public synchronized void close() {
        background.cancel();
    }

    /** A contact closes, the other one closes, the first one opens, the other one opens. */
    private final class Turn implements Steps {
        private final int first;
        private final int second;
        private final long quarterNanos;
        private final long quarters;
        private long done;

        Turn(int clicks, long quarterNanos) {
            this.first = clicks > 0 ? pinA : pinB;
            this.second = clicks > 0 ? pinB : pinA;
            this.quarterNanos = quarterNanos;
            this.quarters = QUARTERS * Math.abs((long) clicks);
        }

        @Override
        public long step(long dueNanos) {
            boolean closes = done % QUARTERS < 2;
            set(done % 2 == 0 ? first : second, closes);
            done++;
            return done == quarters ? END : dueNanos + quarterNanos;
        }
    }
}
