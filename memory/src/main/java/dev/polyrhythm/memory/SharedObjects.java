package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.cell.CellType;
import dev.polyrhythm.memory.internal.region.Block;

/**
 * Makes the shared objects of this process. Apart from {@link MemoryAccessImpl}, as loading this
 * class loads all of their types, which a process that only sends one does not need.
 */
final class SharedObjects {
    private SharedObjects() {}

    /** Makes the object through which this process uses a block of the type. */
    static SharedObject open(CellType type, Block block) {
        return switch (type) {
            case INT -> new SharedInt(block);
            case LONG -> new SharedLong(block);
            case DOUBLE -> new SharedDouble(block);
            case BOOLEAN -> new SharedBoolean(block);
            case FLOAT -> new SharedFloat(block);
            case EVENT -> new SharedEvent(block);
            case LOCK -> new SharedLock(block);
            case SEMAPHORE -> new SemaphoreMemory(block);
            case BARRIER -> new SharedBarrier(block);
            case LATCH -> new SharedLatch(block);
            case QUEUE -> new QueueMemory(block);
            case RECORD, BYTES, STRING -> new SeqlockMemory(type, block);
            case INT_ARRAY -> new SharedIntArray(block);
            case FLOAT_ARRAY -> new SharedFloatArray(block);
            case DOUBLE_ARRAY -> new SharedDoubleArray(block);
            case LONG_ARRAY -> new SharedLongArray(block);
            case SHORT_ARRAY -> new SharedShortArray(block);
            case BYTE_ARRAY -> new SharedByteArray(block);
        };
    }
}
