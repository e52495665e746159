package dev.polyrhythm.gpio.device;

import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.PinInUseException;
import dev.polyrhythm.gpio.Pwm;
import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;

/**
 * A light-emitting diode of three colours with a common cathode: each colour wired from its pin
 * through a resistor, the common leg to ground.
 *
 * {@snippet file="dev/polyrhythm/gpio/device/DeviceSnippets.java" region="rgb"}
 *
 * <p><b>Life.</b> Dark at first. {@link #close()} leaves it dark and gives the pins back; closing
 * the board does so too.
 *
 * <p><b>Threads.</b> All methods may be called by any thread of the process that opened it.
 * Blinking and pulsing go on in the background, by the board's clock, until the next command.
 */
public final class RgbLed implements AutoCloseable {
    private final PinGroup pins;
    private final Pwm redPwm;
    private final Pwm greenPwm;
    private final Pwm bluePwm;
    private final Background background;
    private double red = 1;
    private double green = 1;
    private double blue = 1;

    /**
     * Opens a diode, which is dark at first.
     *
     * @param board the board that it is wired to
     * @param redPin BCM number, 0 to 27
     * @param greenPin BCM number, 0 to 27
     * @param bluePin BCM number, 0 to 27
     * @throws IllegalArgumentException if there is no such pin
     * @throws PinInUseException if a pin is in use
     */
    public RgbLed(Board board, int redPin, int greenPin, int bluePin) {
        pins = new PinGroup(board);
        redPwm = pins.pwm(redPin, Led.FREQUENCY_HZ);
        greenPwm = pins.pwm(greenPin, Led.FREQUENCY_HZ);
        bluePwm = pins.pwm(bluePin, Led.FREQUENCY_HZ);
        background = new Background(board.clock());
    }

    /**
     * Lights it in a colour, which {@link #on}, {@link #blink} and {@link #pulse} use from then on.
     *
     * @param red 0.0 for none to 1.0
     * @param green 0.0 for none to 1.0
     * @param blue 0.0 for none to 1.0
     * @throws IllegalArgumentException if a value is out of range: nothing changes then
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void setColor(double red, double green, double blue) {
        Arguments.requireInRange(red, 0, 1, "red");
        Arguments.requireInRange(green, 0, 1, "green");
        Arguments.requireInRange(blue, 0, 1, "blue");
        background.cancel();
        this.red = red;
        this.green = green;
        this.blue = blue;
        shine(1);
    }

    /**
     * Lights it in its colour, white unless another was set.
     *
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void on() {
        background.cancel();
        shine(1);
    }

    /**
     * Makes it dark; its colour is kept.
     *
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void off() {
        background.cancel();
        shine(0);
    }

    /**
     * Blinks in its colour in the background until the next command.
     *
     * @param onTime for how long it is lit, greater than zero
     * @param offTime for how long it is dark, greater than zero
     * @throws IllegalArgumentException if a time is out of range
     * @throws ClosedException after {@link #close()}
     */
    public void blink(Duration onTime, Duration offTime) {
        blink(onTime, offTime, Blink.FOR_EVER);
    }

    /**
     * Blinks in its colour in the background, a number of times or until the next command.
     *
     * @param onTime for how long it is lit, greater than zero
     * @param offTime for how long it is dark, greater than zero
     * @param count how many times it is lit, 1 or more
     * @throws IllegalArgumentException if a value is out of range
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void blink(Duration onTime, Duration offTime, int count) {
        background.start(new Blink(on -> shine(on ? 1 : 0), onTime, offTime, count));
    }

    /**
     * Fades in and out in its colour in the background until the next command.
     *
     * @param fadeIn how long it takes from dark to fully lit, greater than zero
     * @param fadeOut how long it takes from fully lit to dark, greater than zero
     * @throws IllegalArgumentException if a time is out of range
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void pulse(Duration fadeIn, Duration fadeOut) {
        background.start(new Fade(this::shine, fadeIn, fadeOut, Blink.FOR_EVER));
    }

    /** Lights it in a share of its colour; the colour changes only while nothing is under way. */
    private void shine(double share) {
        Light.set(redPwm, share * red);
        Light.set(greenPwm, share * green);
        Light.set(bluePwm, share * blue);
    }

    /** Leaves it dark and gives the pins back. Idempotent. */
    @Override
    public synchronized void close() {
        background.cancel();
        pins.close();
    }
}
