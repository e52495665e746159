package dev.polyrhythm.memory.internal.wait;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.LinkedHashSet;

/**
 * A word of shared memory and the parked threads of this process that wait for it to change. All of
 * them saw it as it was last looked at; guarded by the lock of {@link WaitProxy}.
 */
final class WaitedWord {
    private static final VarHandle INT = JAVA_INT.varHandle();

    private final MemorySegment word;
    private final LinkedHashSet<ParkedThread> waiters = new LinkedHashSet<>();
    private boolean one = true; // whether each change is meant for one waiter
    private int value;

    WaitedWord(MemorySegment word, int value) {
        this.word = word;
        this.value = value;
    }

    MemorySegment word() {
        return word;
    }

    /** Returns the value that was last read. */
    int value() {
        return value;
    }

    boolean isEmpty() {
        return waiters.isEmpty();
    }

    int size() {
        return waiters.size();
    }

    void add(ParkedThread waiter) {
        one &= waiter.isForOne();
        waiters.add(waiter);
    }

    void remove(ParkedThread waiter) {
        waiters.remove(waiter);
    }

    /**
     * Releases the waiters that a change concerns: all, or one for each change where a change is
     * meant for one. The others wait for the next change, as they would in the kernel.
     *
     * @return false if its memory is closed; no thread waits for it then
     */
    boolean look() {
        try {
            int now = read();
            int changes = now - value;
            value = now;
            release(one || changes == 0 ? Math.max(0, changes) : Integer.MAX_VALUE);
            return true;
        } catch (IllegalStateException e) {
            release(Integer.MAX_VALUE); // they find out by themselves
            return false;
        }
    }

    void release(int count) {
        for (int i = 0; i < count && !waiters.isEmpty(); i++) {
            waiters.getFirst().release();
        }
    }

    private int read() {
        return (int) INT.getVolatile(word, 0L);
    }
}
