package dev.polyrhythm.memory;

import java.lang.foreign.MemorySegment;

/**
 * An item as it is copied into shared memory.
 *
 * @param kind how {@link ItemCodec} reads it
 * @param bytes on the heap
 */
record EncodedItem(int kind, MemorySegment bytes) {
    long byteSize() {
        return bytes.byteSize();
    }
}
