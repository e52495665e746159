package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.region.Block;
import java.io.Serial;

/** A single shared value. */
abstract class SharedValue extends SharedObject {
    @Serial private static final long serialVersionUID = 1L;

    SharedValue(CellType type, Block block) {
        super(type, block);
    }
}
