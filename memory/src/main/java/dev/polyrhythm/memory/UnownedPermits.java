package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.wait.EventCount;
import java.io.Serial;

/**
 * Permits without holders: a count of the free ones, changed by CAS.
 *
 * @param memory the count, and the event of the waiters
 */
record UnownedPermits(SemaphoreMemory memory) implements Permits {
    @Serial private static final long serialVersionUID = 1L;

    static UnownedPermits create(int permits) {
        return new UnownedPermits(SemaphoreMemory.unowned(permits));
    }

    @Override
    public void checkCount(int count) {} // there may be so many one day

    @Override
    public boolean tryTake(int count) {
        for (int free = available(); free >= count; free = available()) {
            if (memory.changePermits(free, free - count)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void giveBack(int count) {
        int free;
        do {
            free = available();
            if (free > Integer.MAX_VALUE - count) {
                throw new IllegalStateException(
                        "a semaphore has at most %d permits: available=%d, released=%d"
                                .formatted(Integer.MAX_VALUE, free, count));
            }
        } while (!memory.changePermits(free, free + count));
    }

    @Override
    public int available() {
        return memory.permits();
    }

    @Override
    public int drain() {
        int free;
        do {
            free = available();
        } while (!memory.changePermits(free, 0));
        return free;
    }

    @Override
    public boolean repair() {
        return false;
    }

    @Override
    public EventCount event() {
        return memory.event();
    }
}
