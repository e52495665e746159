package dev.polyrhythm.gpio.device;

import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.PinInUseException;
import dev.polyrhythm.gpio.Pwm;
import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;

/**
 * A light-emitting diode, wired from the pin through a resistor (330 ohms do) to ground.
 *
 * {@snippet file="dev/polyrhythm/gpio/device/DeviceSnippets.java" region="led"}
 *
 * <p><b>Life.</b> Dark at first. {@link #close()} leaves it dark and gives the pin back; closing
 * the board does so too.
 *
 * <p><b>Threads.</b> All methods may be called by any thread of the process that opened it.
 * Blinking and pulsing go on in the background, by the board's clock, until the next command; none
 * of them keeps the program alive.
 */
public final class Led implements AutoCloseable {
    static final double FREQUENCY_HZ = 100; // the eye sees no flicker

    private final PinGroup pins;
    private final Pwm pwm;
    private final Background background;
    private volatile double brightness; // written by a command, or by the background

    /**
     * Opens a diode, which is dark at first.
     *
     * @param board the board that it is wired to
     * @param pin BCM number, 0 to 27
     * @throws IllegalArgumentException if there is no such pin
     * @throws PinInUseException if the pin is in use
     */
    public Led(Board board, int pin) {
        pins = new PinGroup(board);
        pwm = pins.pwm(pin, FREQUENCY_HZ);
        background = new Background(board.clock());
    }

    /**
     * Lights it fully.
     *
     * @throws ClosedException after {@link #close()}
     */
    public void on() {
        setBrightness(1);
    }

    /**
     * Makes it dark.
     *
     * @throws ClosedException after {@link #close()}
     */
    public void off() {
        setBrightness(0);
    }

    /**
     * Makes it dark if it is lit, however weakly, and lights it fully if it is dark.
     *
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void toggle() {
        background.cancel();
        shine(brightness > 0 ? 0 : 1);
    }

    /**
     * Sets how bright it is: the share of time for which the pin is high, 100 times a second. The
     * eye finds half of the time much brighter than half as bright.
     *
     * @param brightness 0.0 for dark to 1.0 for fully lit
     * @throws IllegalArgumentException if it is out of range
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void setBrightness(double brightness) {
        Arguments.requireInRange(brightness, 0, 1, "brightness");
        background.cancel();
        shine(brightness);
    }

    /**
     * Returns how bright it is now, also while it blinks or pulses.
     *
     * @return 0.0 to 1.0
     */
    public double getBrightness() {
        return brightness;
    }

    /**
     * Blinks in the background until the next command.
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
     * Blinks in the background, a number of times or until the next command.
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
     * Fades in and out in the background until the next command.
     *
     * @param fadeIn how long it takes from dark to fully lit, greater than zero
     * @param fadeOut how long it takes from fully lit to dark, greater than zero
     * @throws IllegalArgumentException if a time is out of range
     * @throws ClosedException after {@link #close()}
     */
    public void pulse(Duration fadeIn, Duration fadeOut) {
        pulse(fadeIn, fadeOut, Blink.FOR_EVER);
    }

    /**
     * Fades in and out in the background, a number of times or until the next command.
     *
     * @param fadeIn how long it takes from dark to fully lit, greater than zero
     * @param fadeOut how long it takes from fully lit to dark, greater than zero
     * @param count how many times it fades in, 1 or more
     * @throws IllegalArgumentException if a value is out of range
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void pulse(Duration fadeIn, Duration fadeOut, int count) {
        background.start(new Fade(this::shine, fadeIn, fadeOut, count));
    }

    /**
     * Waits until the blinks or pulses that were asked for are done.
     *
     * @param limit how long to wait at most, by the board's clock
     * @return false if the limit came first
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean await(Duration limit) throws InterruptedException {
        return background.await(limit);
    }

    private void shine(double share) {
        Light.set(pwm, share);
        brightness = share;
    }

    /** Leaves it dark and gives the pin back. Idempotent. */
    @Override
    public synchronized void close() {
        background.cancel();
        pins.close();
        brightness = 0;
    }
}
