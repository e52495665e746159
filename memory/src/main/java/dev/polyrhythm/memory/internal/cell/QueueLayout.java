package dev.polyrhythm.memory.internal.cell;

import dev.polyrhythm.memory.SharedQueue;
import dev.polyrhythm.memory.internal.wait.EventCount;

/**
 * The bytes of a {@link SharedQueue} beside its rings, behind the header of {@link CellLayout}.
 *
 * <pre>
 *   0  int    capacity in items
 *   4  int    0 open, 1 closed, 2 closed and freed, as nothing in it is needed any more
 *   8  long   bytes for items in each ring
 *  48  items  {@link EventCount}: something was put, or the queue closed
 * 112  room   {@link EventCount}: something was taken, or the queue closed
 * 176  long   number plus 1 of a block with the numbers of further rings, 0 if there is none
 * 184  longs  numbers of the rings' blocks plus 1, 31 of them; the first 0 is the end
 * </pre>
 *
 * <p>The first rings are noted here, so that a queue of a few processes is small.
 */
public final class QueueLayout {
    public static final int OPEN = 0;
    public static final int CLOSED = 1;
    public static final int FREED = 2;
    public static final int FIRST_RING_COUNT = 31;
    public static final int MOST_RINGS = 1024;

    public static final long CAPACITY = 0;
    public static final long LIFE = 4;
    public static final long RING_BYTES = 8;
    public static final long ITEMS = 48; // with the header before, at the start of a cache line
    public static final long ROOM = 112;
    public static final long FURTHER_RINGS = 176;
    public static final long FURTHER_RINGS_SIZE = (long) Long.BYTES * MOST_RINGS;
    private static final long FIRST_RINGS = 184;
    public static final long BYTE_SIZE = FIRST_RINGS + Long.BYTES * FIRST_RING_COUNT;

    public static long firstRing(int index) {
        return FIRST_RINGS + (long) Long.BYTES * index;
    }

    public static long furtherRing(int index) {
        return (long) Long.BYTES * (index - FIRST_RING_COUNT);
    }

    private QueueLayout() {}
}
