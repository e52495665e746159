package dev.polyrhythm.memory.internal.cell;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * Notes which generations of a barrier ended broken, and by whose death: for threads that waited in
 * one and look only when there is a new one.
 *
 * <p>A generation is noted after it was broken and before the next one begins, so a thread that
 * sees that its own is over finds the note, or it has not been broken. Only the last notes are
 * kept. A thread that finds a later one in the place of its own has slept through at least as many
 * broken generations as there are places, and is told that its own was broken: it may not go on as
 * if it knew better.
 */
public final class BrokenGenerations {
    private static final VarHandle LONG = JAVA_LONG.varHandle();

    private final MemorySegment memory;

    public BrokenGenerations(MemorySegment memory) {
        this.memory = memory;
    }

    /** Notes a generation that is broken; several may do so, and the last one may be late. */
    public void note(long generation) {
        long before = (long) LONG.getVolatile(memory, BarrierLayout.end(generation));
        if (before < generation) {
            LONG.compareAndSet(memory, BarrierLayout.end(generation), before, generation);
        }
    }

    /** Returns whether a generation that is over was broken. */
    public boolean contains(long generation) {
        return (long) LONG.getVolatile(memory, BarrierLayout.end(generation)) >= generation;
    }

    /** Notes the id of the dead process, before a generation is broken for it. */
    public void setDeath(long generation, long pid) {
        long word = generation << Integer.SIZE | Integer.toUnsignedLong((int) pid);
        LONG.setVolatile(memory, BarrierLayout.death(generation), word);
    }

    /** Returns whether a generation was broken by a death. */
    public boolean hasDeath(long generation) {
        return death(generation) >>> Integer.SIZE == Integer.toUnsignedLong((int) generation);
    }

    /** Returns the id of the dead process, 0 if it is not known. */
    public long pidOfDeath(long generation) {
        return Integer.toUnsignedLong((int) death(generation));
    }

    private long death(long generation) {
        return (long) LONG.getVolatile(memory, BarrierLayout.death(generation));
    }
}
