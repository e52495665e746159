package dev.polyrhythm.memory;

import java.util.function.BooleanSupplier;

/**
 * How a thread waits until an attempt succeeds: it spins a little, lets others run, and then sleeps
 * in bounded steps; after a step that nothing ended it looks after others' deaths.
 */
final class Patience {
    /** Some 30 us: longer than an answer takes that is on its way. */
    private static final int SPINS = 700;

    private static final int YIELDS = 10;
    private static final long CARE_NANOS = 2_000_000;

    private final EventCount event;
    private final Deadline deadline;

    Patience(EventCount event, Deadline deadline) {
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
    boolean await(BooleanSupplier attempt, Runnable care) throws InterruptedException {
        return hurry(attempt) || sleep(attempt, care);
    }

    @SuppressWarnings("ThreadPriorityCheck") // a hint that another thread could do the work
    private boolean hurry(BooleanSupplier attempt) {
        for (int i = 0; i < SPINS + YIELDS && !deadline.isOver(); i++) {
            if (attempt.getAsBoolean()) {
                return true;
            }
            if (i < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        return false;
    }

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
            event.await(ticket, deadline.leftNanos());
            if (System.nanoTime() - cared >= CARE_NANOS) {
                care.run();
                cared = System.nanoTime();
            }
        }
    }
}
