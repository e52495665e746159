package dev.polyrhythm.memory;

import dev.polyrhythm.memory.spi.Block;

/** What a cell can be: its code in memory, the size of an element, the class that reads it. */
enum CellType {
    INT(1, Integer.BYTES),
    LONG(2, Long.BYTES),
    DOUBLE(3, Double.BYTES),
    BOOLEAN(4, Integer.BYTES),
    INT_ARRAY(17, Integer.BYTES),
    FLOAT_ARRAY(18, Float.BYTES),
    DOUBLE_ARRAY(19, Double.BYTES);

    final short code;
    final long elementSize;

    CellType(int code, long elementSize) {
        this.code = (short) code;
        this.elementSize = elementSize;
    }

    /** The object through which this process uses a block of the type. */
    SharedObject open(Block block) {
        return switch (this) {
            case INT -> new SharedInt(block);
            case LONG -> new SharedLong(block);
            case DOUBLE -> new SharedDouble(block);
            case BOOLEAN -> new SharedBoolean(block);
            case INT_ARRAY -> new SharedIntArray(block);
            case FLOAT_ARRAY -> new SharedFloatArray(block);
            case DOUBLE_ARRAY -> new SharedDoubleArray(block);
        };
    }
}
