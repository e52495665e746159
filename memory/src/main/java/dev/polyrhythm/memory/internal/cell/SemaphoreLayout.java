package dev.polyrhythm.memory.internal.cell;

import dev.polyrhythm.memory.SharedSemaphore;
import dev.polyrhythm.memory.internal.owner.ProcessTable;
import dev.polyrhythm.memory.internal.wait.EventCount;

/**
 * The bytes of a {@link SharedSemaphore}, behind the header of {@link CellLayout}.
 *
 * <pre>
 *  0  int    owned: how many permits there are in all; unowned: how many are free
 *  8  event  {@link EventCount}: permits came back
 * 16  table  {@link ProcessTable}: how many permits each process holds; owned only
 * </pre>
 */
public final class SemaphoreLayout {
    public static final long PERMITS = 0;
    public static final long EVENT = 8;
    public static final long TABLE = EVENT + EventCount.BYTE_SIZE;

    private SemaphoreLayout() {}
}
