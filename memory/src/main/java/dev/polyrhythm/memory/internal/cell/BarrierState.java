package dev.polyrhythm.memory.internal.cell;

/**
 * The word that is a barrier's whole state, so that every step is one CAS and none is half done.
 *
 * <pre>
 * bits  0 to 19  how many wait
 * bit   20       1 if this generation is broken; then no party waits
 * bits 21 to 63  generation, from 1: at a million in a second it lasts for 100 days
 * </pre>
 */
public final class BarrierState {
    public static final int MOST_PARTIES = (1 << 20) - 1;
    public static final long FIRST_GENERATION = 1;

    private static final long WAITING = (1 << 20) - 1;
    private static final long BROKEN = 1 << 20;
    private static final int GENERATION_SHIFT = 21;

    private BarrierState() {}

    public static int waiting(long state) {
        return (int) (state & WAITING);
    }

    public static boolean isBroken(long state) {
        return (state & BROKEN) != 0;
    }

    public static long generation(long state) {
        return state >>> GENERATION_SHIFT;
    }

    /** Returns a generation in which no party waits yet. */
    public static long fresh(long generation) {
        return generation << GENERATION_SHIFT;
    }

    public static long next(long state) {
        return fresh(generation(state) + 1);
    }

    public static long broken(long state) {
        return fresh(generation(state)) | BROKEN;
    }
}
