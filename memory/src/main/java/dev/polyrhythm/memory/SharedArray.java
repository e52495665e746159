package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.cell.CellType;
import dev.polyrhythm.memory.internal.region.Block;
import dev.polyrhythm.memory.internal.region.OpenBlocks;
import java.io.Serial;
import java.lang.foreign.MemorySegment;

/** Base of the shared arrays: a length, checked indexes, and an end. */
abstract class SharedArray extends SharedObject implements AutoCloseable {
    @Serial private static final long serialVersionUID = 1L;

    static final int FILL_STEP = 1 << 12;

    private static final int CLOSED = -1;

    private transient int length; // or CLOSED, which is in the range of no index
    final transient MemorySegment elements; // without the padding

    SharedArray(CellType type, Block block) {
        super(type, block);
        this.length = Math.toIntExact(lengthInMemory());
        this.elements = data.asSlice(0, length * type.elementSize);
        OpenBlocks.add(handle(), this);
    }

    static Block allocateArray(CellType type, int length) {
        if (length < 0) {
            throw new IllegalArgumentException("length must be 0 or more: length=" + length);
        }
        return allocate(type, length);
    }

    /**
     * Returns the number of elements.
     *
     * @return 0 or more; it never changes
     * @throws ClosedException if this process has closed the array
     */
    public final int length() {
        requireOpen();
        return length;
    }

    /**
     * Returns the elements as raw memory, for bulk work and for other libraries. Accesses through
     * it are plain: order them with an atomic operation on a shared value.
     *
     * @return {@code length} elements, little-endian, valid until the array is closed; an access
     *     after that is an {@link IllegalStateException}
     * @throws ClosedException if this process has closed the array
     */
    public final MemorySegment segment() {
        requireOpen();
        return elements;
    }

    /**
     * Ends the array for this process, which never needs to be done, but frees the memory of a
     * large one early: that of an array of some KiB or more is free once every process that used it
     * has closed it or ended. A worker that gets hold of the array after the first of them closed
     * it finds it closed. Idempotent.
     *
     * <p>All handles of this process are closed, and using one is a {@link ClosedException}; a
     * thread that is in the middle of an operation gets that, or an {@link IllegalStateException},
     * and never a crash.
     */
    @Override
    public final synchronized void close() {
        if (length != CLOSED) {
            length = CLOSED;
            OpenBlocks.close(handle());
        }
    }

    @Override
    final void requireOpen() {
        if (length == CLOSED) {
            throw new ClosedException("the array is closed: file=" + handle().file());
        }
    }

    final void checkIndex(int index) {
        if (index < 0 || index >= length) {
            requireOpen();
            throw new IndexOutOfBoundsException(
                    "index must be 0 to length - 1: index=" + index + ", length=" + length);
        }
    }

    final void checkRange(int from, int to) {
        if (from < 0 || to < from || to > length) { // an overflowed end is below its start
            requireOpen();
            throw new IndexOutOfBoundsException(
                    "range must lie within the array: from=%d, to=%d, length=%d"
                            .formatted(from, to, length));
        }
    }

    abstract String elementsAsText();

    /** Returns the elements as text, as {@link java.util.Arrays} writes them. */
    @Override
    public final String toString() {
        return length == CLOSED ? "closed" : elementsAsText();
    }
}
