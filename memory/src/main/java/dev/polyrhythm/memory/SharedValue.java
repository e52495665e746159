package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.region.Block;
import java.io.Serial;

/** A single shared value. */
abstract sealed class SharedValue extends SharedObject
        permits SharedInt, SharedLong, SharedDouble, SharedBoolean, SharedFloat {
    @Serial private static final long serialVersionUID = 1L;

    SharedValue(CellType type, Block block) {
        super(type, block);
    }
}
