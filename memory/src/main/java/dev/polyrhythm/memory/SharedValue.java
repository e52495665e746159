package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.region.Block;
import java.io.Serial;

/** Base of the single shared values. */
abstract class SharedValue extends SharedObject {
    @Serial private static final long serialVersionUID = 1L;

    SharedValue(CellType type, Block block) {
        super(type, block);
    }
}
