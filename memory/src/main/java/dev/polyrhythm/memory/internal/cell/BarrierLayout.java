package dev.polyrhythm.memory.internal.cell;

import dev.polyrhythm.memory.SharedBarrier;
import dev.polyrhythm.memory.internal.owner.ProcessTable;
import dev.polyrhythm.memory.internal.wait.EventCount;

/**
 * The bytes of a {@link SharedBarrier}, behind the header of {@link CellLayout}.
 *
 * <pre>
 *   0  long   {@link BarrierState}
 *   8  event  {@link EventCount}: the generation is over, or broken
 *  16  int    parties
 *  24  ends   {@link BrokenGenerations}: 8 times, for generations with the same number modulo 8,
 *             0  long  the last broken one
 *             8  long  lower half of a generation's number (32 bits), id of the process that broke
 *                      it by dying
 * 152  table  {@link ProcessTable}: the registered processes
 * </pre>
 */
public final class BarrierLayout {
    public static final long STATE = 0;
    public static final long EVENT = 8;
    public static final long PARTIES = 16;
    public static final long ENDS = 24;
    private static final int END_COUNT = 8;
    private static final long END_SIZE = 16;
    public static final long ENDS_SIZE = END_COUNT * END_SIZE;
    public static final long TABLE = ENDS + ENDS_SIZE;
    public static final long BYTE_SIZE = TABLE + ProcessTable.BYTE_SIZE;

    /** Returns the place among the ends of a generation's number, if it is broken. */
    static long end(long generation) {
        return generation % END_COUNT * END_SIZE;
    }

    /** Returns the place among the ends of the death that broke a generation. */
    static long death(long generation) {
        return end(generation) + Long.BYTES;
    }

    private BarrierLayout() {}
}
