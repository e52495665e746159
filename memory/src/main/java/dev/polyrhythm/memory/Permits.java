package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.wait.EventCount;
import java.io.Serializable;

/** Where a {@link SharedSemaphore} has its permits from. */
sealed interface Permits extends Serializable permits OwnedPermits, UnownedPermits {
    /** Fails if so many permits can never be free. */
    void checkCount(int count);

    /** Takes permits if so many are free. */
    boolean tryTake(int count);

    /**
     * As {@link #tryTake}, for who waits: may fail because of others who take and give back at the
     * same moment, and who then wake those who wait.
     */
    default boolean tryTakeWaiting(int count) {
        return tryTake(count);
    }

    /** Gives permits back. The caller wakes those who wait. */
    void giveBack(int count);

    int available();

    /** Takes all that are free. */
    int drain();

    /** Takes the permits of the dead back, and says whether there were any. */
    boolean repair();

    /** What those wait for who wait for permits. */
    EventCount event();
}
