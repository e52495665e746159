package dev.polyrhythm.memory.internal.cell;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.PolyrhythmException;
import java.lang.foreign.MemorySegment;

/**
 * The bytes of a shared value or array, little-endian, at a multiple of 64.
 *
 * <pre>
 *  0  short  what it is: {@link CellType#code}
 *  2  short  version of this layout
 *  4  int    0, for later use
 *  8  long   number of elements; 1 for a value
 * 16  the elements, one after the other
 * </pre>
 *
 * <p>The elements of a lock, an event, a queue, a record, a string are described where they are
 * used. {@code docs/guide/memory-layout.md} describes all of it for other languages.
 */
public final class CellLayout {
    static final int VERSION = 1;
    public static final long DATA_OFFSET = 16;
    private static final long LENGTH_OFFSET = 8;

    private CellLayout() {}

    public static void initialize(MemorySegment block, CellType type, long length) {
        block.set(JAVA_INT, 0, type.code | VERSION << 16);
        block.set(JAVA_LONG, LENGTH_OFFSET, length);
    }

    public static long length(MemorySegment block) {
        return block.get(JAVA_LONG, LENGTH_OFFSET);
    }

    /** Fails if the block holds anything but the type, or less of it than it says. */
    public static void check(MemorySegment block, CellType type) {
        int found = block.get(JAVA_INT, 0);
        if (found != (type.code | VERSION << 16)) {
            throw new PolyrhythmException(
                    "not a shared %s: type=%d, version=%d, expected type=%d, version=%d"
                            .formatted(
                                    type, found & 0xffff, found >>> 16, (int) type.code, VERSION));
        }
        long room = (block.byteSize() - DATA_OFFSET) / type.elementSize;
        if (length(block) < 0 || length(block) > room) {
            throw new PolyrhythmException(
                    "a shared %s is cut short: length=%d, room for length=%d"
                            .formatted(type, length(block), room));
        }
    }
}
