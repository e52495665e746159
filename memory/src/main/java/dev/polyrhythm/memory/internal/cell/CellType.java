package dev.polyrhythm.memory.internal.cell;

import dev.polyrhythm.memory.PolyrhythmException;

/** Types of shared memory: the code in memory and the size of an element. */
public enum CellType {
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

    public final short code;
    public final long elementSize;

    CellType(int code, long elementSize) {
        this.code = (short) code;
        this.elementSize = elementSize;
    }

    /** Returns the type of a code that a process of the same program has written. */
    public static CellType of(short code) {
        for (CellType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new PolyrhythmException("shared memory of an unknown type: code=" + code);
    }
}
