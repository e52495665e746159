package dev.polyrhythm.memory;

import dev.polyrhythm.memory.spi.Block;
import java.io.Serial;
import java.lang.foreign.MemorySegment;

/** What all shared arrays have: a length, and checked indexes. */
abstract sealed class SharedArray extends SharedObject
        permits SharedByteArray,
                SharedShortArray,
                SharedIntArray,
                SharedLongArray,
                SharedFloatArray,
                SharedDoubleArray {
    @Serial private static final long serialVersionUID = 1L;

    static final int FILL_STEP = 1 << 12;

    private final transient int length;
    final transient MemorySegment elements; // without the padding

    SharedArray(CellType type, Block block) {
        super(type, block);
        this.length = Math.toIntExact(lengthInMemory());
        this.elements = data.asSlice(0, length * type.elementSize);
    }

    static Block allocateArray(CellType type, int length) {
        if (length < 0) {
            throw new IllegalArgumentException("length must be 0 or more: length=" + length);
        }
        return allocate(type, length);
    }

    /**
     * The number of elements.
     *
     * @return 0 or more; it never changes
     */
    public final int length() {
        return length;
    }

    /**
     * The elements as raw memory, for bulk work and for other libraries. Accesses through it are
     * plain: order them with an atomic operation on a shared value.
     *
     * @return {@code length} elements, little-endian, valid as long as the program
     */
    public final MemorySegment segment() {
        return elements;
    }

    final void checkIndex(int index) {
        if (index < 0 || index >= length) {
            throw new IndexOutOfBoundsException(
                    "index must be 0 to length - 1: index=" + index + ", length=" + length);
        }
    }

    final void checkRange(int from, int to) {
        if (from < 0 || to < from || to > length) { // an overflowed end is below its start
            throw new IndexOutOfBoundsException(
                    "range must lie within the array: from=%d, to=%d, length=%d"
                            .formatted(from, to, length));
        }
    }
}
