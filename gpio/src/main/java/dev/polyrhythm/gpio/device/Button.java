package dev.polyrhythm.gpio.device;

import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.BoardException;
import dev.polyrhythm.gpio.PinInUseException;
import dev.polyrhythm.gpio.Pull;
import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;

/**
 * A push button between a pin and ground, or between a pin and the supply. It needs no resistor:
 * the board's own is switched on.
 *
 * {@snippet file="dev/polyrhythm/gpio/device/DeviceSnippets.java" region="button"}
 *
 * <p>The contact of a button bounces: for some milliseconds it opens and closes many times. A press
 * or a release counts once the contact has been still for the debounce time, 10 ms unless chosen.
 *
 * <p><b>Life.</b> {@link #close()} gives the pin back; closing the board does so too.
 *
 * <p><b>Threads.</b> All methods may be called by any thread of the process that opened it.
 * Listeners are called one after the other, in the order of the events, on a virtual thread of this
 * button: one that waits holds up no other device, and an exception that leaves one goes to the
 * thread's uncaught exception handler. What a thread did before it added a listener
 * <i>happens-before</i> the calls.
 */
public final class Button implements AutoCloseable {
    private static final Duration DEBOUNCE = Duration.ofMillis(10);

    /** The side that a button connects its pin to while it is pressed. */
    public enum Wiring {
        /** Ground: the pin is low while pressed, and pulled up else. */
        TO_GROUND,
        /** The supply of 3.3 volts: the pin is high while pressed, and pulled down else. */
        TO_SUPPLY
    }

    private final Contact contact;

    /**
     * Opens a button between the pin and ground.
     *
     * @param board the board that it is wired to
     * @param pin BCM number, 0 to 27
     * @throws IllegalArgumentException if there is no such pin
     * @throws PinInUseException if the pin is in use
     * @throws BoardException if the board's chip has gone, or cannot switch the resistor
     */
    public Button(Board board, int pin) {
        this(board, pin, Wiring.TO_GROUND, DEBOUNCE);
    }

    /**
     * Opens a button.
     *
     * @param board the board that it is wired to
     * @param pin BCM number, 0 to 27
     * @param wiring what it connects the pin to
     * @param debounce how long its contact must be still before a change counts, 0 or more
     * @throws IllegalArgumentException if there is no such pin, or the time is negative
     * @throws PinInUseException if the pin is in use
     * @throws BoardException if the board's chip has gone, or cannot switch the resistor
     */
    public Button(Board board, int pin, Wiring wiring, Duration debounce) {
        boolean toSupply = wiring == Wiring.TO_SUPPLY;
        contact = new Contact(board, pin, toSupply ? Pull.DOWN : Pull.UP, toSupply, debounce);
    }

    /**
     * Tells whether it is pressed.
     *
     * @return true from a press that counts until the release
     * @throws ClosedException after {@link #close()}
     */
    public boolean isPressed() {
        return contact.isActive();
    }

    /**
     * Calls a listener each time that it is pressed.
     *
     * @param listener what to call
     * @throws ClosedException after {@link #close()}
     */
    public void onPress(Runnable listener) {
        contact.onActive(listener);
    }

    /**
     * Calls a listener each time that it is released.
     *
     * @param listener what to call
     * @throws ClosedException after {@link #close()}
     */
    public void onRelease(Runnable listener) {
        contact.onInactive(listener);
    }

    /**
     * Calls a listener each time that it has been held for a while, once a press.
     *
     * @param time for how long it must be held, from the first contact on, greater than zero
     * @param listener what to call
     * @throws IllegalArgumentException if the time is out of range
     * @throws ClosedException after {@link #close()}
     */
    public void onHold(Duration time, Runnable listener) {
        contact.onHold(time, listener);
    }

    /**
     * Waits until it is pressed; returns at once if it is.
     *
     * @param limit how long to wait at most, by the board's clock
     * @return true if it is pressed, false if the limit came first
     * @throws ClosedException if it is closed, also in the meantime
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean awaitPress(Duration limit) throws InterruptedException {
        return contact.await(true, limit);
    }

    /**
     * Waits until it is not pressed; returns at once if it is not.
     *
     * @param limit how long to wait at most, by the board's clock
     * @return true if it is not pressed, false if the limit came first
     * @throws ClosedException if it is closed, also in the meantime
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean awaitRelease(Duration limit) throws InterruptedException {
        return contact.await(false, limit);
    }

    /** Gives the pin back; no listener is called that has not begun. Idempotent. */
    @Override
    public void close() {
        contact.close();
    }
}
