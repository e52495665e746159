package dev.polyrhythm.memory.internal.wait;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * Lets threads of several processes wait for a condition that is kept elsewhere (an event count:
 * Reed and Kanodia, "Synchronization with eventcounts and sequencers", CACM 1979).
 *
 * <p>Who waits takes a ticket, looks at the condition once more, and sleeps only if the count still
 * is the ticket. Who changes the condition wakes all sleepers, and pays for it only if there are
 * any. A sleeper that was killed costs the others one wake-up; one that is to be woken by a process
 * that was killed before it could wakes up by itself after a bounded step.
 *
 * <pre>
 *  0  int  how often sleepers were woken
 *  4  int  1 while somebody may sleep
 * </pre>
 */
public final class EventCount {
    public static final long BYTE_SIZE = 8;
    private static final VarHandle INT = JAVA_INT.varHandle();
    private static final long COUNT = 0;
    private static final long SLEEPERS = 4;

    private final MemorySegment words;
    private final MemorySegment count;

    public EventCount(MemorySegment words) {
        this.words = words;
        this.count = words.asSlice(COUNT, Integer.BYTES);
    }

    /** Announces a sleeper. The count is read first: else its change could be missed. */
    int prepare() {
        int ticket = (int) INT.getVolatile(words, COUNT);
        INT.setVolatile(words, SLEEPERS, 1);
        return ticket;
    }

    /** The word that a ticket is a value of. */
    MemorySegment word() {
        return count;
    }

    /** Sleeps for a step, unless there was a wake-up since the ticket was taken. */
    void await(int ticket, long limitNanos) {
        WaitStrategy.step(count, ticket, limitNanos);
    }

    /** Wakes who sleeps. The condition was changed before, by a volatile store or a CAS. */
    public void wakeAll() {
        if ((int) INT.getVolatile(words, SLEEPERS) != 0) {
            INT.setVolatile(words, SLEEPERS, 0);
            INT.getAndAdd(words, COUNT, 1);
            WaitStrategy.wake(count, Integer.MAX_VALUE);
        }
    }

    /** Whether somebody may sleep. */
    public boolean hasSleepers() {
        return (int) INT.getVolatile(words, SLEEPERS) != 0;
    }
}
