package dev.polyrhythm.memory.internal.wait;

import java.util.function.BooleanSupplier;

/**
 * Attempts again and again, before a thread sleeps until another one has done something.
 *
 * <p>The thread spins for as long as an answer of a thread on another core takes. A thread that has
 * to be woken first may have been put on this core, and can only answer if it is let run: from then
 * on the waiting thread yields again and again.
 */
public final class SpinWait {
    private static final int MOST_SPINS_AFTER_YIELD = 20;

    private SpinWait() {}

    /**
     * Attempts again and again.
     *
     * @param attempt true ends it
     * @param spins how often it is attempted before the first yield; some 40 ns each, and what the
     *     attempt takes
     * @param yields how often the thread yields, with some attempts after each
     * @param isOver true ends it, too
     * @return whether an attempt succeeded
     */
    @SuppressWarnings("ThreadPriorityCheck") // a hint that another thread could do the work
    public static boolean until(
            BooleanSupplier attempt, int spins, int yields, BooleanSupplier isOver) {
        if (spin(attempt, spins, isOver)) {
            return true;
        }
        int later = Math.min(spins, MOST_SPINS_AFTER_YIELD);
        for (int i = 0; i < yields && !isOver.getAsBoolean(); i++) {
            Thread.yield();
            if (spin(attempt, later, isOver)) {
                return true;
            }
        }
        return false;
    }

    private static boolean spin(BooleanSupplier attempt, int times, BooleanSupplier isOver) {
        for (int i = 0; i < times && !isOver.getAsBoolean(); i++) {
            if (attempt.getAsBoolean()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }
}
