package dev.polyrhythm.gpio.device;

import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.gpio.SimulatedBoard;

/**
 * The arm of a servo on the simulated board: turns pulses into an angle over time, no faster than a
 * motor could. Holds where it is without pulses. Does not open the pin. All methods may be called
 * by any thread.
 */
public final class SimulatedServo {
    private static final double TRAVEL_DEGREES = 180;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long PULSE_HOLDS_NANOS = 50_000_000; // at 20 a second a servo still holds

    private final SimulatedBoard board;
    private final int pin;
    private final long minNanos;
    private final long maxNanos;
    private final double degreesPerSecond;

    /**
     * Makes the arm of a servo, which stands in the middle at first.
     *
     * @param board where the servo is
     * @param pin BCM number, 0 to 27
     * @param type what servo it is
     * @param degreesPerSecond how fast it turns, greater than 0; 600 for an SG90
     * @throws IllegalArgumentException if the speed is out of range
     */
    public SimulatedServo(SimulatedBoard board, int pin, ServoType type, double degreesPerSecond) {
        this.board = board;
        this.pin = pin;
        this.minNanos = type.minPulseWidth().toNanos();
        this.maxNanos = type.maxPulseWidth().toNanos();
        this.degreesPerSecond = Arguments.requirePositive(degreesPerSecond, "degreesPerSecond");
    }

    /**
     * Tells where the arm is now.
     *
     * @return degrees, 0.0 to 180.0; computed from the last 8,192 pulses
     * @throws IllegalArgumentException if there is no such pin
     */
    public double angle() {
        double angle = TRAVEL_DEGREES / 2;
        double target = angle;
        long since = board.clock().nanoTime();
        long rise = Long.MIN_VALUE;
        for (Edge edge : board.edges(pin)) {
            if (edge.high()) {
                rise = edge.nanoTime();
            } else if (rise != Long.MIN_VALUE) {
                angle = turn(angle, target, edge.nanoTime() - since);
                target = angleOf(edge.nanoTime() - rise);
                since = edge.nanoTime();
            }
        }
        return turn(angle, target, board.clock().nanoTime() - since);
    }

    private double angleOf(long widthNanos) {
        double share = (double) (widthNanos - minNanos) / (maxNanos - minNanos);
        return TRAVEL_DEGREES * Math.clamp(share, 0.0, 1.0);
    }

    private double turn(double from, double to, long nanos) {
        long powered = Math.clamp(nanos, 0, PULSE_HOLDS_NANOS);
        double way = Math.min(Math.abs(to - from), degreesPerSecond * powered / NANOS_PER_SECOND);
        return from + Math.copySign(way, to - from);
    }
}
