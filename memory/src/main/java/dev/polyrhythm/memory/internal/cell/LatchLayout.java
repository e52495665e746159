package dev.polyrhythm.memory.internal.cell;

import dev.polyrhythm.memory.SharedLatch;
import dev.polyrhythm.memory.internal.owner.ProcessTable;
import dev.polyrhythm.memory.internal.wait.EventCount;

/**
 * The bytes of a {@link SharedLatch}, behind the header of {@link CellLayout}.
 *
 * <pre>
 *  0  int    the count
 *  8  event  {@link EventCount}: the count is 0
 * 16  table  {@link ProcessTable}: the registered processes
 * </pre>
 */
public final class LatchLayout {
    public static final long COUNT = 0;
    public static final long EVENT = 8;
    public static final long TABLE = EVENT + EventCount.BYTE_SIZE;
    public static final long BYTE_SIZE = TABLE + ProcessTable.BYTE_SIZE;

    private LatchLayout() {}
}
