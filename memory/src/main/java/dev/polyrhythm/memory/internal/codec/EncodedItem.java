package dev.polyrhythm.memory.internal.codec;

import java.lang.foreign.MemorySegment;

/**
 * An item's form before it is copied into shared memory.
 *
 * @param kind one of {@link ValueKind}
 * @param bytes on the heap
 */
public record EncodedItem(int kind, MemorySegment bytes) {
    public long byteSize() {
        return bytes.byteSize();
    }
}
