package dev.polyrhythm.memory.internal.wait;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * Lets threads of several processes wait for a condition that is kept elsewhere (an event count:
 * Reed and Kanodia, "Synchronization with eventcounts and sequencers", CACM 1979).
 *
 * <p>A waiting thread takes a ticket, checks the condition once more, and sleeps only if the count
 * still is the ticket. A thread that changes the condition wakes all sleepers, and pays for it only
 * if there are any. Both write first and read then, so one of the two sees the other. A sleeper
 * that was killed costs the others one wake-up; if the process that is to wake a sleeper is killed
 * before, the sleeper wakes up by itself after a bounded step.
 *
 * <p>A thread that polls the condition for a while can {@linkplain #suppressWakes() suppress} the
 * wake-ups meanwhile: nothing is then paid for them.
 */
public final class EventCount {
    public static final long BYTE_SIZE = EventCountLayout.BYTE_SIZE;
    private static final VarHandle INT = JAVA_INT.varHandle();
    private static final long FIRST_PAUSE_NANOS = 50_000;
    private static final int MOST_DOUBLINGS = 12;

    private final MemorySegment words;
    private final MemorySegment count;

    public EventCount(MemorySegment words) {
        this.words = words;
        this.count = words.asSlice(EventCountLayout.COUNT, Integer.BYTES);
    }

    /**
     * Announces a sleeper.
     *
     * @return the ticket to sleep with; the count is read first, else its change could be missed
     */
    public int prepare() {
        int ticket = (int) INT.getVolatile(words, EventCountLayout.COUNT);
        INT.setVolatile(words, EventCountLayout.SLEEPERS, 1);
        return ticket;
    }

    /** Returns the word that a ticket is a value of. */
    MemorySegment word() {
        return count;
    }

    /** Sleeps for a short step, unless there was a wake-up since the ticket was taken. */
    void await(int ticket, long limitNanos) {
        WaitStrategy.step(count, ticket, limitNanos);
    }

    /**
     * Sleeps for a long step, unless there was a wake-up since the ticket was taken: for a platform
     * thread that has nothing else to look after. Where the kernel cannot be used the step is
     * short, and longer each time that the thread has slept in vain.
     *
     * @param limitNanos not to sleep for longer than this
     * @param round how often the thread has slept in vain
     * @param longestPauseNanos how long a step may become without the kernel
     */
    public void await(int ticket, long limitNanos, int round, long longestPauseNanos) {
        long pause = FIRST_PAUSE_NANOS << Math.min(round, MOST_DOUBLINGS);
        WaitStrategy.longStep(count, ticket, limitNanos, Math.min(pause, longestPauseNanos));
    }

    /** Wakes all sleepers. The condition was changed before, by a volatile store or a CAS. */
    public void wakeAll() {
        if (hasSleepers()) {
            wakeAnyway();
        }
    }

    /** Wakes all sleepers, also if wake-ups are suppressed. */
    public void wakeAnyway() {
        INT.setVolatile(words, EventCountLayout.SLEEPERS, 0);
        INT.getAndAdd(words, EventCountLayout.COUNT, 1);
        WaitStrategy.wake(count, Integer.MAX_VALUE);
    }

    /** Returns whether a thread may sleep. */
    public boolean hasSleepers() {
        return (int) INT.getVolatile(words, EventCountLayout.SLEEPERS) != 0;
    }

    /** Suppresses wake-ups: this thread checks the condition in the sleepers' stead. */
    public void suppressWakes() {
        if (hasSleepers()) {
            INT.setVolatile(words, EventCountLayout.SLEEPERS, 0);
        }
    }

    /** Permits wake-ups again; the caller checks the condition once more afterwards. */
    public void permitWakes() {
        INT.setVolatile(words, EventCountLayout.SLEEPERS, 1);
    }
}
