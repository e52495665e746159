package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.region.Block;

/** What a cell can be: its code in memory, the size of an element, the class that reads it. */
enum CellType {
    INT(1, Integer.BYTES),
    LONG(2, Long.BYTES),
    DOUBLE(3, Double.BYTES),
    BOOLEAN(4, Integer.BYTES),
    FLOAT(5, Float.BYTES),
    EVENT(32, Long.BYTES),
    LOCK(33, 3 * Long.BYTES),
    SEMAPHORE(34, 1),
    BARRIER(35, 1),
    LATCH(36, 1),
    QUEUE(37, 1),
    RECORD(48, Long.BYTES),
    BYTES(49, Long.BYTES),
    STRING(50, Long.BYTES),
    INT_ARRAY(17, Integer.BYTES),
    FLOAT_ARRAY(18, Float.BYTES),
    DOUBLE_ARRAY(19, Double.BYTES),
    LONG_ARRAY(20, Long.BYTES),
    SHORT_ARRAY(21, Short.BYTES),
    BYTE_ARRAY(22, Byte.BYTES);

    final short code;
    final long elementSize;

    CellType(int code, long elementSize) {
        this.code = (short) code;
        this.elementSize = elementSize;
    }

    /** The type of a code, as it was written by a process of the same program. */
    static CellType of(short code) {
        for (CellType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new PolyrhythmException("shared memory of an unknown type: code=" + code);
    }

    /** The object through which this process uses a block of the type. */
    SharedObject open(Block block) {
        return switch (this) {
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
            case RECORD, BYTES, STRING -> new SeqlockMemory(this, block);
            case INT_ARRAY -> new SharedIntArray(block);
            case FLOAT_ARRAY -> new SharedFloatArray(block);
            case DOUBLE_ARRAY -> new SharedDoubleArray(block);
            case LONG_ARRAY -> new SharedLongArray(block);
            case SHORT_ARRAY -> new SharedShortArray(block);
            case BYTE_ARRAY -> new SharedByteArray(block);
        };
    }
}
