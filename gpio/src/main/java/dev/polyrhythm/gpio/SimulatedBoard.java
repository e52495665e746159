package dev.polyrhythm.gpio;

import dev.polyrhythm.NanoClock;
import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.gpio.internal.simulated.SimulatedBackend;
import java.time.Duration;
import java.util.List;

/**
 * A board without wires: its lines lie in shared memory, so that all processes of the program drive
 * the same ones, and the last 16,384 edges of each are kept with the nanosecond at which they were.
 * On a virtual clock it belongs to one process and every edge is exact: for tests.
 *
 * {@snippet file="dev/polyrhythm/gpio/BoardSnippets.java" region="virtual"}
 */
public final class SimulatedBoard implements Board {
    private final SimulatedBackend backend;
    private final Board pins;

    private SimulatedBoard(SimulatedBackend backend, Board pins) {
        this.backend = backend;
        this.pins = pins;
    }

    /** Opens the board that all processes of the program share. */
    static SimulatedBoard shared() {
        SimulatedBackend backend = SimulatedBackend.shared();
        return new SimulatedBoard(backend, BackedBoard.closedAtExit(backend));
    }

    /**
     * Opens a board of its own on a virtual clock.
     *
     * @param clock the clock that a test moves
     * @return a board that no other process sees
     */
    public static SimulatedBoard withVirtualClock(VirtualClock clock) {
        SimulatedBackend backend = SimulatedBackend.withVirtualClock(clock);
        return new SimulatedBoard(backend, new BackedBoard(backend));
    }

    /**
     * Returns the counts of the pulses of the program's simulated board, those of all processes.
     *
     * @return one entry for each pin that had pulses, in the order of their numbers
     */
    public static List<PulseStatistics> programStatistics() {
        return SimulatedBackend.programStatistics();
    }

    @Override
    public Output output(int pin) {
        return pins.output(pin);
    }

    @Override
    public Input input(int pin) {
        return pins.input(pin);
    }

    @Override
    public Input input(int pin, Pull pull) {
        return pins.input(pin, pull);
    }

    @Override
    public Pwm pwm(int pin, double frequencyHz) {
        return pins.pwm(pin, frequencyHz);
    }

    @Override
    public Servo servo(int pin, Duration minPulseWidth, Duration maxPulseWidth) {
        return pins.servo(pin, minPulseWidth, maxPulseWidth);
    }

    @Override
    public NanoClock clock() {
        return backend.clock();
    }

    /**
     * Reads the level of a line, whichever process drives it.
     *
     * @param pin BCM number, 0 to 27
     * @return true if it is high
     * @throws IllegalArgumentException if there is no such pin
     */
    public boolean level(int pin) {
        return backend.level(Pins.requireValid(pin));
    }

    /**
     * Drives a line from outside, as a button or a sensor would, until {@link #undrive}.
     *
     * @param pin BCM number, 0 to 27
     * @param high the level from now on
     * @throws IllegalArgumentException if there is no such pin
     */
    public void drive(int pin, boolean high) {
        backend.drive(Pins.requireValid(pin), high);
    }

    /**
     * Stops to drive a line from outside, as a button does that is let go: an input with a pull
     * resistor goes to the level of that, any other line stays as it is.
     *
     * @param pin BCM number, 0 to 27
     * @throws IllegalArgumentException if there is no such pin
     */
    public void undrive(int pin) {
        backend.undrive(Pins.requireValid(pin));
    }

    /**
     * Returns the edges of a line, from any process.
     *
     * @param pin BCM number, 0 to 27
     * @return the last 16,384 at most, oldest first
     * @throws IllegalArgumentException if there is no such pin
     */
    public List<Edge> edges(int pin) {
        return backend.edges(Pins.requireValid(pin));
    }

    /**
     * Returns the counts of the pulses on this board.
     *
     * @return one entry for each pin that had pulses, in the order of their numbers
     */
    public List<PulseStatistics> statistics() {
        return backend.statistics();
    }

    /** The board's memory, for tests. */
    SimulatedBackend backend() {
        return backend;
    }

    @Override
    public void close() {
        pins.close();
    }
}
