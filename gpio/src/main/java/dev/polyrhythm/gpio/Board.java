package dev.polyrhythm.gpio;

import dev.polyrhythm.NanoClock;
import dev.polyrhythm.gpio.internal.linux.LinuxBoards;
import java.time.Duration;
import java.util.Optional;

/**
 * A board with pins. Pins are known by their BCM numbers, 0 to 27.
 *
 * {@snippet file="dev/polyrhythm/gpio/BoardSnippets.java" region="pwm"}
 *
 * <p><b>Boards.</b> The simulated board needs no hardware. A board of Linux has the lines of a GPIO
 * chip: {@code linux} is a Raspberry Pi's own, {@code linux:CHIP} any chip by its label, its name
 * or its path, for example {@code linux:pinctrl-rp1}, {@code linux:gpiochip0} or {@code
 * linux:/dev/gpiochip0}; a pin's number is the line's number there. It needs native access ({@code
 * --enable-native-access}) and permission to use the chip, mostly by the group {@code gpio}. Edges
 * of its inputs have the kernel's time stamps.
 *
 * <p><b>Life.</b> A board is opened and must be closed; that closes the pins that were opened
 * through it and leaves their lines low. The end of the program does too, also by Ctrl-C and
 * SIGTERM. If a process is killed, the lines that it held on the simulated board are brought low by
 * the program's first process; those of a GPIO chip are freed by the kernel, and have the level
 * that the chip's driver gives to a free line.
 *
 * <p><b>Threads and processes.</b> All processes of a program that open a board see and drive the
 * same pins. A pin has one holder at a time; to open it a second time is an error that names the
 * holder. All methods may be called by any thread. A board does not travel to another process: each
 * opens its own.
 */
public interface Board extends AutoCloseable {
    /**
     * Opens the board that the user of the program chose: the system property {@code
     * polyrhythm.board}, else the environment variable {@code POLYRHYTHM_BOARD}. Without a choice,
     * on a Raspberry Pi its own board, and never the simulated one in its place; elsewhere the
     * simulated one. A Raspberry Pi is known by its device tree and by the label of a chip.
     *
     * @return the board
     * @throws IllegalArgumentException if there is no such board
     * @throws BoardException if the board may not be used
     */
    static Board open() {
        return open(
                Optional.ofNullable(System.getProperty("polyrhythm.board"))
                        .or(() -> Optional.ofNullable(System.getenv("POLYRHYTHM_BOARD")))
                        .orElseGet(() -> LinuxBoards.isDefault() ? "linux" : "simulated"));
    }

    /**
     * Opens a board by its name.
     *
     * @param name {@code simulated}, {@code linux} or {@code linux:CHIP}
     * @return the board
     * @throws IllegalArgumentException if there is no such board or chip; lists those that there
     *     are
     * @throws BoardException if the board may not be used: without native access, or without
     *     permission
     */
    static Board open(String name) {
        if (LinuxBoards.isName(name)) {
            return BackedBoard.closedAtExit(LinuxBoards.open(name));
        }
        if (!name.equals("simulated")) {
            throw new IllegalArgumentException(
                    "a board is called simulated, linux (a Raspberry Pi's) or linux:CHIP: board="
                            + name);
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
     * @throws IllegalArgumentException if the board has no such pin
     * @throws PinInUseException if it is in use
     * @throws BoardException if the board's chip has gone, or refuses the line
     */
    Output output(int pin);

    /**
     * Opens a pin as an input. Its pull resistor stays as it is.
     *
     * @param pin BCM number, 0 to 27
     * @return the input
     * @throws IllegalArgumentException if the board has no such pin
     * @throws PinInUseException if it is in use
     * @throws BoardException if the board's chip has gone, or refuses the line
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
     * @throws BoardException if the board's chip has gone, or cannot switch the resistor
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
     * @throws BoardException if the board's chip has gone, or refuses the line
     */
    Pwm pwm(int pin, double frequencyHz);

    /**
     * Opens a pin for a servo whose 180 degrees are the pulse widths 0.6 to 2.4 ms. The servo is
     * free to move until its angle is set.
     *
     * @param pin BCM number, 0 to 27
     * @return the servo
     * @throws IllegalArgumentException if the board has no such pin
     * @throws PinInUseException if it is in use
     * @throws BoardException if the board's chip has gone, or refuses the line
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
     * @throws BoardException if the board's chip has gone, or refuses the line
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
