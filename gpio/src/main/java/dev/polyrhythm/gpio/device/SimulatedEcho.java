package dev.polyrhythm.gpio.device;

import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.gpio.SimulatedBoard;
import java.util.List;

/**
 * The wall in front of a {@link DistanceSensor} of the simulated board, and the sensor itself:
 * answers each pulse on the trigger with an echo. Does not open the pins. Runs in the background,
 * by the board's clock, until it is closed. All methods may be called by any thread.
 */
public final class SimulatedEcho implements AutoCloseable {
    private static final long POLL_NANOS = 1_000_000;
    private static final long TRIGGER_NANOS = 10_000;
    private static final long DELAY_NANOS = 450_000; // eight waves of 40 kHz, and the sensor's own
    private static final long NOTHING_NANOS = 38_000_000;
    private static final double AIR_CELSIUS = 20;
    private static final double FARTHEST = 1000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final SimulatedBoard board;
    private final int triggerPin;
    private final int echoPin;
    private final Background background;
    private volatile long echoNanos = NOTHING_NANOS;
    private volatile boolean plugged = true;

    /**
     * Makes a sensor with nothing in front of it.
     *
     * @param board where the sensor is
     * @param triggerPin BCM number, 0 to 27
     * @param echoPin BCM number, 0 to 27
     * @throws IllegalArgumentException if there is no such pin
     */
    public SimulatedEcho(SimulatedBoard board, int triggerPin, int echoPin) {
        this.board = board;
        this.triggerPin = triggerPin;
        this.echoPin = echoPin;
        this.background = new Background(board.clock());
        background.start(new Answers());
    }

    /**
     * Puts a wall in front of the sensor, in air of 20 degrees Celsius.
     *
     * @param meters how far away, 0.0 to 1000.0; the sensor hears nothing of it beyond some 6 m
     * @throws IllegalArgumentException if it is out of range
     */
    public void setDistance(double meters) {
        Arguments.requireInRange(meters, 0, FARTHEST, "meters");
        double seconds = 2 * meters / DistanceSensor.metersPerSecond(AIR_CELSIUS);
        echoNanos = Math.min(NOTHING_NANOS, Math.round(NANOS_PER_SECOND * seconds));
    }

    /** Pulls the sensor's plug: it answers nothing any more. */
    public void unplug() {
        plugged = false;
    }

    /** Unplugs the sensor for good. Idempotent. */
    @Override
    public synchronized void close() {
        background.cancel();
        board.undrive(echoPin);
    }

    /** Looks at the trigger a thousand times a second, and makes the two edges of an echo. */
    private final class Answers implements Steps {
        private long heardUntil = board.clock().nanoTime();
        private boolean triggered;
        private boolean sounding;

        @Override
        public long step(long dueNanos) {
            if (triggered) {
                triggered = false;
                sounding = true;
                board.drive(echoPin, true);
                return dueNanos + Math.max(1, echoNanos);
            }
            if (sounding) {
                sounding = false;
                board.drive(echoPin, false);
            }
            triggered = plugged && hasBeenTriggered();
            return dueNanos + (triggered ? DELAY_NANOS : POLL_NANOS);
        }

        private boolean hasBeenTriggered() {
            List<Edge> edges = board.edges(triggerPin);
            if (edges.size() < 2 || edges.getLast().high()) {
                return false;
            }
            long fall = edges.getLast().nanoTime();
            long rise = edges.get(edges.size() - 2).nanoTime();
            boolean heard = fall > heardUntil && fall - rise >= TRIGGER_NANOS;
            heardUntil = Math.max(heardUntil, fall);
            return heard;
        }
    }
}
