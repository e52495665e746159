package dev.polyrhythm;

/**
 * Where time comes from: the system, or a {@link VirtualClock} that a test moves by hand.
 *
 * <p>Implementations are safe for use by all threads of this process.
 */
public interface NanoClock {
    /**
     * The clock of the system, the one of {@link System#nanoTime()}.
     *
     * @return always the same object
     */
    static NanoClock system() {
        return SystemClock.INSTANCE;
    }

    /**
     * The time.
     *
     * @return nanoseconds since a moment of the clock's own choice; only differences mean anything
     */
    long nanoTime();

    /**
     * Waits until a moment of this clock. Returns at once if it has passed.
     *
     * @param deadlineNanos the moment, as {@link #nanoTime()} tells it
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    void sleepUntil(long deadlineNanos) throws InterruptedException;
}
