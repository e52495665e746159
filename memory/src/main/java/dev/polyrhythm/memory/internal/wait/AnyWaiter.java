package dev.polyrhythm.memory.internal.wait;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * How a thread waits until an attempt succeeds that one of several events may allow: as {@link
 * Waiter}, with a ticket of each.
 */
public final class AnyWaiter {
    private static final long CARE_NANOS = 2_000_000;
    private static final long CARE_NANOS_PER_EVENT = 100_000;

    private final List<EventCount> events;
    private final Deadline deadline;
    private final MemorySegment[] words;
    private final int[] tickets;
    private final long careNanos;

    public AnyWaiter(List<EventCount> events, Deadline deadline) {
        this.events = events;
        this.deadline = deadline;
        this.words = events.stream().map(EventCount::word).toArray(MemorySegment[]::new);
        this.tickets = new int[words.length];
        this.careNanos = Math.max(CARE_NANOS, CARE_NANOS_PER_EVENT * words.length);
    }

    /**
     * Waits.
     *
     * @param attempt true ends the wait
     * @param care called every few milliseconds, or less often if there are many events
     * @return false if the time is over
     */
    public boolean await(BooleanSupplier attempt, Runnable care) throws InterruptedException {
        return hurry(attempt) || sleep(attempt, care);
    }

    /** The more there is to look at, the less often. */
    private boolean hurry(BooleanSupplier attempt) {
        int spins = Waiter.SPINS / words.length;
        int yields = Math.ceilDiv(Waiter.YIELDS, words.length);
        return SpinWait.until(attempt, spins, yields, deadline::isOver);
    }

    private boolean sleep(BooleanSupplier attempt, Runnable care) throws InterruptedException {
        long cared = System.nanoTime();
        while (true) {
            for (int i = 0; i < tickets.length; i++) {
                tickets[i] = events.get(i).prepare();
            }
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
}
