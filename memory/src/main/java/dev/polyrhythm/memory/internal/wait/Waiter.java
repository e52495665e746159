package dev.polyrhythm.memory.internal.wait;

import java.util.function.BooleanSupplier;

/**
 * How a thread waits until an attempt succeeds: it {@linkplain SpinWait hurries} and then sleeps in
 * bounded steps; after a step that nothing ended it looks after others' deaths.
 */
public final class Waiter {
    static final int SPINS = 50; // some 2 us
    static final int YIELDS = 10;
    private static final long CARE_NANOS = 2_000_000;

    private final EventCount event;
    private final Deadline deadline;

    public Waiter(EventCount event, Deadline deadline) {
        this.event = event;
        this.deadline = deadline;
    }

    /**
     * Waits.
     *
     * @param attempt true ends the wait
     * @param care called every few milliseconds, for what a dead process cannot do any more
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
     * @param care called every few milliseconds, for what a dead process cannot do any more
     * @return false if the time is over
     */
    public boolean await(BooleanSupplier first, BooleanSupplier attempt, Runnable care)
            throws InterruptedException {
        return SpinWait.until(first, SPINS, YIELDS, deadline::isOver) || sleep(attempt, care);
    }

    /** Care comes after the attempt: who was woken for good is not held up by it. */
    private boolean sleep(BooleanSupplier attempt, Runnable care) throws InterruptedException {
        long cared = System.nanoTime();
        while (true) {
            int ticket = event.prepare();
            if (attempt.getAsBoolean()) {
                return true;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (deadline.isOver()) {
                return false;
            }
            if (System.nanoTime() - cared >= CARE_NANOS) {
                care.run();
                cared = System.nanoTime();
            } else {
                event.await(ticket, deadline.leftNanos());
            }
        }
    }
}
