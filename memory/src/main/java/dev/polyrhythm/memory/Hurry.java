package dev.polyrhythm.memory;

import java.util.function.BooleanSupplier;

/**
 * What a thread does before it sleeps until an attempt succeeds.
 *
 * <p>It spins for as long as an answer takes of one that runs on another core. Who has to be woken
 * first may have been put on this core, and can only answer if it is let run: from then on the
 * thread yields again and again. To spin for longer is slower for all where there are more threads
 * than cores, and delays those that are waited for.
 */
final class Hurry {
    private static final int SPINS = 50; // some 2 us
    private static final int YIELDS = 10;
    private static final int SPINS_AFTER_YIELD = 20;

    private Hurry() {}

    /**
     * Attempts again and again.
     *
     * @param attempt true ends it
     * @param weight what an attempt costs, 1 or more; the more, the less often
     * @param deadline ends it, too
     * @return false if no attempt succeeded
     */
    @SuppressWarnings("ThreadPriorityCheck") // a hint that another thread could do the work
    static boolean until(BooleanSupplier attempt, int weight, Deadline deadline) {
        if (spin(attempt, SPINS / weight, deadline)) {
            return true;
        }
        for (int i = 0; i < YIELDS; i += weight) {
            Thread.yield();
            if (spin(attempt, SPINS_AFTER_YIELD / weight, deadline)) {
                return true;
            }
        }
        return false;
    }

    private static boolean spin(BooleanSupplier attempt, int times, Deadline deadline) {
        for (int i = 0; i < times && !deadline.isOver(); i++) {
            if (attempt.getAsBoolean()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }
}
