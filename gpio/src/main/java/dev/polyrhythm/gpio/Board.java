package dev.polyrhythm.gpio;

import dev.polyrhythm.NanoClock;
import java.time.Duration;
import java.util.Optional;

/**
 * A board with pins. Pins are known by their BCM numbers, 0 to 27.
 *
 * {@snippet file="dev/polyrhythm/gpio/BoardSnippets.java" region="pwm"}
 *
 * <p><b>Life.</b> A board is opened and must be closed; that closes the pins that were opened
 * through it and leaves their lines low. The end of the program does too, also by Ctrl-C and
 * SIGTERM; the lines of a process that was killed are brought low by the program's first process.
 *
 * <p><b>Threads and processes.</b> All processes of a program that open a board see and drive the
 * same pins. A pin has one holder at a time; to open it a second time is an error that names the
 * holder. All methods may be called by any thread. A board does not travel to another process: each
 * opens its own.
 */
public interface Board extends AutoCloseable {
    /**
     * Opens the board that the user of the program chose: the system property {@code
     * polyrhythm.board}, else the environment variable {@code POLYRHYTHM_BOARD}, else the simulated
     * one.
     *
     * @return the board
     * @throws IllegalArgumentException if this version has no such board
     */
    static Board open() {
        return open(
                Optional.ofNullable(System.getProperty("polyrhythm.board"))
                        .or(() -> Optional.ofNullable(System.getenv("POLYRHYTHM_BOARD")))
                        .orElse("simulated"));
    }

    /**
     * Opens a board by its name.
     *
     * @param name {@code simulated}
     * @return the board
     * @throws IllegalArgumentException if this version has no such board
     */
    static Board open(String name) {
        if (!name.equals("simulated")) {
            throw new IllegalArgumentException(
                    "this version has the simulated board only: board=" + name);
        }
        return simulated();
    }

    /**
     * Opens the simulated board of this program.
     *
     * @return the board
     */
    static SimulatedBoard simulated() {
        return SimulatedBoard.shared();
    }

    /**
     * Opens a pin as an output, low at first.
     *
     * @param pin BCM number, 0 to 27
     * @return the output
     * @throws IllegalArgumentException if there is no such pin
     * @throws PinInUseException if it is in use
     */
    Output output(int pin);

    /**
     * Opens a pin as an input. Its pull resistor stays as it is.
     *
     * @param pin BCM number, 0 to 27
     * @return the input
     * @throws IllegalArgumentException if there is no such pin
     * @throws PinInUseException if it is in use
     */
    Input input(int pin);

    /**
     * Opens a pin as an input with a pull resistor, which gives the line a level while nothing
     * drives it: a button between the pin and ground needs {@link Pull#UP}.
     *
     * @param pin BCM number, 0 to 27
     * @param pull the resistor to switch on, or none
     * @return the input
     * @throws IllegalArgumentException if there is no such pin
     * @throws PinInUseException if it is in use
     * @throws UnsupportedOperationException if the board cannot switch pull resistors
     */
    Input input(int pin, Pull pull);

    /**
     * Opens a pin for pulses, which begin with {@link Pwm#start}.
     *
     * @param pin BCM number, 0 to 27
     * @param frequencyHz pulses in a second, greater than 0
     * @return the pulses
     * @throws IllegalArgumentException if there is no such pin or frequency
     * @throws PinInUseException if it is in use
     */
    Pwm pwm(int pin, double frequencyHz);

    /**
     * Opens a pin for a servo whose 180 degrees are the pulse widths 0.6 to 2.4 ms. The servo is
     * free to move until its angle is set.
     *
     * @param pin BCM number, 0 to 27
     * @return the servo
     * @throws IllegalArgumentException if there is no such pin
     * @throws PinInUseException if it is in use
     */
    default Servo servo(int pin) {
        return servo(pin, Duration.ofNanos(600_000), Duration.ofNanos(2_400_000));
    }

    /**
     * Opens a pin for a servo, which is free to move until its angle is set.
     *
     * @param pin BCM number, 0 to 27
     * @param minPulseWidth the pulse width at 0 degrees, greater than 0
     * @param maxPulseWidth the pulse width at 180 degrees, greater than the other and at most 20 ms
     * @return the servo
     * @throws IllegalArgumentException if there is no such pin, or a width is out of range
     * @throws PinInUseException if it is in use
     */
    Servo servo(int pin, Duration minPulseWidth, Duration maxPulseWidth);

    /**
     * Returns the clock of this board's edges and pulses, by which devices measure time too.
     *
     * @return the clock of the system, unless the board is a simulated one on a virtual clock
     */
    default NanoClock clock() {
        return NanoClock.system();
    }

    /**
     * Closes the pins that were opened through this board and leaves their lines low. Idempotent.
     */
    @Override
    void close();
}
