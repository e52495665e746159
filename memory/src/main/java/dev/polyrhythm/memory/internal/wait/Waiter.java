package dev.polyrhythm.memory.internal.wait;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Waits until an attempt succeeds, which one event or several may allow: {@linkplain SpinWait
 * spins}, then sleeps in bounded steps, and after a step that nothing ended looks after others'
 * deaths.
 */
public final class Waiter {
    private static final int SPINS = 50; // some 2 us
    private static final int YIELDS = 10;
    private static final long CARE_NANOS = 2_000_000;
    private static final long CARE_NANOS_PER_EVENT = 100_000;

    private final EventCount[] events;
    private final Deadline deadline;

    public Waiter(EventCount event, Deadline deadline) {
        this(new EventCount[] {event}, deadline);
    }

    /** Waits for any of the events; the more there are, the less often they are looked at. */
    public Waiter(List<EventCount> events, Deadline deadline) {
        this(events.toArray(EventCount[]::new), deadline);
    }

    private Waiter(EventCount[] events, Deadline deadline) {
        this.events = events;
        this.deadline = deadline;
    }

    /**
     * Waits.
     *
     * @param attempt true ends the wait
     * @param care called every few milliseconds, or less often if there are many events, for what a
     *     dead process cannot do any more
     * @return false if the time is over
     */
    public boolean await(BooleanSupplier attempt, Runnable care) throws InterruptedException {
        return await(attempt, attempt, care);
    }

    /**
     * Waits.
     *
     * @param first true ends the wait, as long as it does not sleep
     * @param attempt true ends the wait
     * @param care as for {@link #await(BooleanSupplier, Runnable)}
     * @return false if the time is over
     */
    public boolean await(BooleanSupplier first, BooleanSupplier attempt, Runnable care)
            throws InterruptedException {
        int spins = SPINS / events.length;
        int yields = Math.ceilDiv(YIELDS, events.length);
        return SpinWait.until(first, spins, yields, deadline::isOver) || sleep(attempt, care);
    }

    /**
     * Care comes after the attempt, so that it does not hold up a thread that was woken for good.
     */
    private boolean sleep(BooleanSupplier attempt, Runnable care) throws InterruptedException {
        long careNanos = Math.max(CARE_NANOS, CARE_NANOS_PER_EVENT * events.length);
        MemorySegment[] words = words();
        int[] tickets = new int[events.length];
        long cared = System.nanoTime();
        while (true) {
            prepare(tickets);
            if (attempt.getAsBoolean()) {
                return true;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (deadline.isOver()) {
                return false;
            }
            if (System.nanoTime() - cared >= careNanos) {
                care.run();
                cared = System.nanoTime();
            } else {
                WaitStrategy.stepForAny(words, tickets, deadline.leftNanos());
            }
        }
    }

    private MemorySegment[] words() {
        MemorySegment[] words = new MemorySegment[events.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = events[i].word();
        }
        return words;
    }

    private void prepare(int[] tickets) {
        for (int i = 0; i < tickets.length; i++) {
            tickets[i] = events[i].prepare();
        }
    }
}
