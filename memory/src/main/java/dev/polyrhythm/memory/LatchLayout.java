package dev.polyrhythm.memory;

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
final class LatchLayout {
    static final long COUNT = 0;
    static final long EVENT = 8;
    static final long TABLE = EVENT + EventCount.BYTE_SIZE;
    static final long BYTE_SIZE = TABLE + ProcessTable.BYTE_SIZE;

    private LatchLayout() {}
}
