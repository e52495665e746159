package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.wait.EventCount;
import java.io.Serializable;

/** Supply of the permits of a {@link SharedSemaphore}. */
sealed interface Permits extends Serializable permits OwnedPermits, UnownedPermits {
    /** Fails if so many permits can never be free. */
    void checkCount(int count);

    /** Takes permits if so many are free. */
    boolean tryTake(int count);

    /**
     * As {@link #tryTake}, for a waiting thread: may fail because others take and give back at the
     * same moment, which then wake the waiters.
     */
    default boolean tryTakeWaiting(int count) {
        return tryTake(count);
    }

    /** Gives permits back. The caller wakes the waiters. */
    void giveBack(int count);

    int available();

    /** Takes all that are free. */
    int drain();

    /** Takes the permits of the dead back, and says whether there were any. */
    boolean repair();

    /** Returns the event that threads wait for when they wait for permits. */
    EventCount event();
}
