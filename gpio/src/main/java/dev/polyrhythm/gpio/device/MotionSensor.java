package dev.polyrhythm.gpio.device;

import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.BoardException;
import dev.polyrhythm.gpio.PinInUseException;
import dev.polyrhythm.gpio.Pull;
import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;

/**
 * A passive infrared motion sensor, HC-SR501 or the like: its output is high while something warm
 * moves in front of it, and for some seconds after, as its knob is set. It needs a minute after
 * power comes on. On the simulated board, drive its line: {@code board.drive(4, true)}.
 *
 * {@snippet file="dev/polyrhythm/gpio/device/DeviceSnippets.java" region="motion"}
 *
 * <p><b>Life.</b> {@link #close()} gives the pin back; closing the board does so too.
 *
 * <p><b>Threads.</b> All methods may be called by any thread of the process that opened it.
 * Listeners are called one after the other, in the order of the events, on a virtual thread of this
 * sensor; an exception that leaves one goes to the thread's uncaught exception handler.
 */
public final class MotionSensor implements AutoCloseable {
    private final Contact contact;

    /**
     * Opens a sensor.
     *
     * @param board the board that it is wired to
     * @param pin BCM number, 0 to 27; pulled down, so that an unplugged sensor sees no motion
     * @throws IllegalArgumentException if there is no such pin
     * @throws PinInUseException if the pin is in use
     * @throws BoardException if the board's chip has gone, or cannot switch the resistor
     */
    public MotionSensor(Board board, int pin) {
        contact = new Contact(board, pin, Pull.DOWN, true, Duration.ZERO);
    }

    /**
     * Tells whether it sees a motion.
     *
     * @return true while it does
     * @throws ClosedException after {@link #close()}
     */
    public boolean isMotion() {
        return contact.isActive();
    }

    /**
     * Calls a listener each time that a motion begins.
     *
     * @param listener what to call
     * @throws ClosedException after {@link #close()}
     */
    public void onMotion(Runnable listener) {
        contact.onActive(listener);
    }

    /**
     * Calls a listener each time that a motion ends.
     *
     * @param listener what to call
     * @throws ClosedException after {@link #close()}
     */
    public void onNoMotion(Runnable listener) {
        contact.onInactive(listener);
    }

    /**
     * Waits for a motion; returns at once if there is one.
     *
     * @param limit how long to wait at most, by the board's clock
     * @return true if there is one, false if the limit came first
     * @throws ClosedException if it is closed, also in the meantime
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean awaitMotion(Duration limit) throws InterruptedException {
        return contact.await(true, limit);
    }

    /**
     * Waits until there is no motion; returns at once if there is none.
     *
     * @param limit how long to wait at most, by the board's clock
     * @return true if there is none, false if the limit came first
     * @throws ClosedException if it is closed, also in the meantime
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean awaitNoMotion(Duration limit) throws InterruptedException {
        return contact.await(false, limit);
    }

    /** Gives the pin back; no listener is called that has not begun. Idempotent. */
    @Override
    public void close() {
        contact.close();
    }
}
