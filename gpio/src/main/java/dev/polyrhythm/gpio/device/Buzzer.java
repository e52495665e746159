package dev.polyrhythm.gpio.device;

import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.PinInUseException;
import dev.polyrhythm.gpio.Pwm;
import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;

/**
 * A buzzer, wired from the pin to ground. An active one has a tone of its own while the pin is
 * high: {@link #on}, {@link #beep}. A passive one is a small loudspeaker that sounds as the pin
 * moves: {@link #tone}.
 *
 * {@snippet file="dev/polyrhythm/gpio/device/DeviceSnippets.java" region="buzzer"}
 *
 * <p><b>Life.</b> Silent at first. {@link #close()} leaves it silent and gives the pin back;
 * closing the board does so too.
 *
 * <p><b>Threads.</b> All methods may be called by any thread of the process that opened it. Beeps
 * and tones go on in the background, by the board's clock, until the next command.
 */
public final class Buzzer implements AutoCloseable {
    private static final double LOWEST_HZ = 20; // what people hear
    private static final double HIGHEST_HZ = 20_000;
    private static final double FIRST_HZ = 440;

    private final PinGroup pins;
    private final Pwm pwm;
    private final Background background;

    /**
     * Opens a buzzer, which is silent at first.
     *
     * @param board the board that it is wired to
     * @param pin BCM number, 0 to 27
     * @throws IllegalArgumentException if there is no such pin
     * @throws PinInUseException if the pin is in use
     */
    public Buzzer(Board board, int pin) {
        pins = new PinGroup(board);
        pwm = pins.pwm(pin, FIRST_HZ);
        background = new Background(board.clock());
    }

    /**
     * Sets the pin high: an active buzzer sounds.
     *
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void on() {
        background.cancel();
        switchTo(true);
    }

    /**
     * Ends every sound.
     *
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void off() {
        background.cancel();
        switchTo(false);
    }

    private void switchTo(boolean on) {
        Light.set(pwm, on ? 1 : 0);
    }

    /**
     * Switches an active buzzer on and off in the background until the next command.
     *
     * @param onTime for how long it sounds, greater than zero
     * @param offTime for how long it is silent, greater than zero
     * @throws IllegalArgumentException if a time is out of range
     * @throws ClosedException after {@link #close()}
     */
    public void beep(Duration onTime, Duration offTime) {
        beep(onTime, offTime, Blink.FOR_EVER);
    }

    /**
     * Switches an active buzzer on and off in the background, a number of times or until the next
     * command.
     *
     * @param onTime for how long it sounds, greater than zero
     * @param offTime for how long it is silent, greater than zero
     * @param count how many times it sounds, 1 or more
     * @throws IllegalArgumentException if a value is out of range
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void beep(Duration onTime, Duration offTime, int count) {
        background.start(new Blink(this::switchTo, onTime, offTime, count));
    }

    /**
     * Lets a passive buzzer sound until the next command.
     *
     * @param frequencyHz how high the tone is, 20.0 to 20000.0; concert pitch is 440
     * @throws IllegalArgumentException if it is out of range
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void tone(double frequencyHz) {
        requireAudible(frequencyHz);
        background.cancel();
        sound(frequencyHz);
    }

    /**
     * Lets a passive buzzer sound for a time, in the background, or until the next command.
     *
     * @param frequencyHz how high the tone is, 20.0 to 20000.0; concert pitch is 440
     * @param time for how long, greater than zero
     * @throws IllegalArgumentException if a value is out of range
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void tone(double frequencyHz, Duration time) {
        requireAudible(frequencyHz);
        long nanos = Arguments.requirePositive(time, "time");
        background.start(
                new Steps() {
                    private boolean sounding;

                    @Override
                    public long step(long dueNanos) {
                        if (sounding) {
                            switchTo(false);
                            return END;
                        }
                        sounding = true;
                        sound(frequencyHz);
                        return dueNanos + nanos;
                    }
                });
    }

    private static void requireAudible(double frequencyHz) {
        Arguments.requireInRange(frequencyHz, LOWEST_HZ, HIGHEST_HZ, "frequencyHz");
    }

    private void sound(double frequencyHz) {
        pwm.setFrequency(frequencyHz);
        pwm.start(50);
    }

    /**
     * Waits until the beeps or the tone that were asked for with an end are done.
     *
     * @param limit how long to wait at most, by the board's clock
     * @return false if the limit came first
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean await(Duration limit) throws InterruptedException {
        return background.await(limit);
    }

    /** Leaves it silent and gives the pin back. Idempotent. */
    @Override
    public synchronized void close() {
        background.cancel();
        pins.close();
    }
}
