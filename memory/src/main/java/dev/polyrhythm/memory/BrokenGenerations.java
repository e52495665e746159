package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * Which generations of a barrier ended broken, for those who waited in one and look only when there
 * is a new one; and of whose death.
 *
 * <p>A generation is noted after it was broken and before the next one begins, so who sees that its
 * own is over finds the note, or it has not been broken. Only the last notes are kept. Who finds a
 * later one in the place of its own has slept through at least as many broken generations as there
 * are places, and is told that its own was broken: it may not go on as if it knew better.
 *
 * <pre>
 * 8 times, for generations with the same number modulo 8:
 * 0  long  the last broken one
 * 8  long  lower half of a generation's number (32 bits), id of the process that broke it by dying
 * </pre>
 */
final class BrokenGenerations {
    private static final VarHandle LONG = JAVA_LONG.varHandle();
    private static final int PLACES = 8;
    private static final long PLACE_SIZE = 16;
    private static final long DEATH = 8;
    static final long BYTE_SIZE = PLACES * PLACE_SIZE;

    private final MemorySegment memory;

    BrokenGenerations(MemorySegment memory) {
        this.memory = memory;
    }

    /** Notes a generation that is broken; several may do so, and the last one may be late. */
    void note(long generation) {
        long before = (long) LONG.getVolatile(memory, place(generation));
        if (before < generation) {
            LONG.compareAndSet(memory, place(generation), before, generation);
        }
    }

    /** Whether a generation that is over was broken. */
    boolean contains(long generation) {
        return (long) LONG.getVolatile(memory, place(generation)) >= generation;
    }

    /** Says who has died, before a generation is broken for it. */
    void setDeath(long generation, long pid) {
        long word = generation << Integer.SIZE | Integer.toUnsignedLong((int) pid);
        LONG.setVolatile(memory, place(generation) + DEATH, word);
    }

    /** Whether a generation was broken by a death. */
    boolean hasDeath(long generation) {
        return death(generation) >>> Integer.SIZE == Integer.toUnsignedLong((int) generation);
    }

    /** The process id of who died, 0 if it is not known. */
    long pidOfDeath(long generation) {
        return Integer.toUnsignedLong((int) death(generation));
    }

    private long death(long generation) {
        return (long) LONG.getVolatile(memory, place(generation) + DEATH);
    }

    private static long place(long generation) {
        return generation % PLACES * PLACE_SIZE;
    }
}
