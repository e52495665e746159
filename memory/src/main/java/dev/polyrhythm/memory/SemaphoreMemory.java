package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.polyrhythm.memory.internal.cell.CellType;
import dev.polyrhythm.memory.internal.cell.SemaphoreLayout;
import dev.polyrhythm.memory.internal.owner.ProcessTable;
import dev.polyrhythm.memory.internal.region.Block;
import dev.polyrhythm.memory.internal.wait.EventCount;
import java.io.Serial;
import java.lang.invoke.VarHandle;

/** The memory that the processes that use a semaphore share. */
final class SemaphoreMemory extends SharedObject {
    @Serial private static final long serialVersionUID = 1L;
    private static final VarHandle INT = JAVA_INT.varHandle();

    private final transient EventCount event;

    SemaphoreMemory(Block block) {
        super(CellType.SEMAPHORE, block);
        this.event = new EventCount(data.asSlice(SemaphoreLayout.EVENT, EventCount.BYTE_SIZE));
    }

    static SemaphoreMemory owned(int permits) {
        return create(permits, SemaphoreLayout.TABLE + ProcessTable.BYTE_SIZE);
    }

    static SemaphoreMemory unowned(int permits) {
        return create(permits, SemaphoreLayout.TABLE);
    }

    private static SemaphoreMemory create(int permits, long byteSize) {
        SemaphoreMemory created = new SemaphoreMemory(allocate(CellType.SEMAPHORE, byteSize));
        INT.setVolatile(created.data, SemaphoreLayout.PERMITS, permits);
        return created;
    }

    int permits() {
        return (int) INT.getVolatile(data, SemaphoreLayout.PERMITS);
    }

    boolean changePermits(int before, int after) {
        return INT.compareAndSet(data, SemaphoreLayout.PERMITS, before, after);
    }

    EventCount event() {
        return event;
    }

    ProcessTable table() {
        return new ProcessTable(data.asSlice(SemaphoreLayout.TABLE, ProcessTable.BYTE_SIZE));
    }
}
