package dev.polyrhythm.memory.internal.codec;

import java.lang.foreign.MemorySegment;

/**
 * An item as it is copied into shared memory.
 *
 * @param kind how {@link ValueCodec} reads it
 * @param bytes on the heap
 */
public record EncodedItem(int kind, MemorySegment bytes) {
    public long byteSize() {
        return bytes.byteSize();
    }
}
