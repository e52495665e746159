package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.polyrhythm.memory.internal.owner.ProcessTable;
import dev.polyrhythm.memory.internal.region.Block;
import dev.polyrhythm.memory.internal.wait.EventCount;
import java.io.Serial;
import java.lang.invoke.VarHandle;

/**
 * What the processes that use a semaphore share of it.
 *
 * <pre>
 *  0  int    owned: how many permits there are in all; unowned: how many are free
 *  8  event  {@link EventCount}: permits came back
 * 16  table  {@link ProcessTable}: how many permits each process holds; owned only
 * </pre>
 */
final class SemaphoreMemory extends SharedObject {
    @Serial private static final long serialVersionUID = 1L;
    private static final VarHandle INT = JAVA_INT.varHandle();
    private static final long PERMITS = 0;
    private static final long EVENT = 8;
    private static final long TABLE = EVENT + EventCount.BYTE_SIZE;

    private final transient EventCount event;

    SemaphoreMemory(Block block) {
        super(CellType.SEMAPHORE, block);
        this.event = new EventCount(data.asSlice(EVENT, EventCount.BYTE_SIZE));
    }

    static SemaphoreMemory owned(int permits) {
        return create(permits, TABLE + ProcessTable.BYTE_SIZE);
    }

    static SemaphoreMemory unowned(int permits) {
        return create(permits, TABLE);
    }

    private static SemaphoreMemory create(int permits, long byteSize) {
        SemaphoreMemory created = new SemaphoreMemory(allocate(CellType.SEMAPHORE, byteSize));
        INT.setVolatile(created.data, PERMITS, permits);
        return created;
    }

    int permits() {
        return (int) INT.getVolatile(data, PERMITS);
    }

    boolean changePermits(int before, int after) {
        return INT.compareAndSet(data, PERMITS, before, after);
    }

    EventCount event() {
        return event;
    }

    ProcessTable table() {
        return new ProcessTable(data.asSlice(TABLE, ProcessTable.BYTE_SIZE));
    }
}
