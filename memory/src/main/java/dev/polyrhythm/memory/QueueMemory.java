package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.spi.Block;
import java.io.Serial;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * What the processes that use a queue share of it, beside its rings.
 *
 * <pre>
 *   0  int    capacity in items
 *   4  int    1 once it is closed
 *   8  long   bytes for items in each ring
 *  48  items  {@link EventCount}: something was put, or the queue closed
 * 112  room   {@link EventCount}: something was taken, or the queue closed
 * 176  long   numbers of the rings' blocks plus 1, at most 1024; the first 0 is the end
 * </pre>
 */
final class QueueMemory extends SharedObject {
    static final int MOST_RINGS = 1024;

    @Serial private static final long serialVersionUID = 1L;
    private static final VarHandle INT = JAVA_INT.varHandle();
    private static final VarHandle LONG = JAVA_LONG.varHandle();
    private static final long CAPACITY = 0;
    private static final long CLOSED = 4;
    private static final long RING_BYTES = 8;
    private static final long ITEMS = 48; // with the header before, at the start of a cache line
    private static final long ROOM = 112;
    private static final long RINGS = 176;
    private static final long BYTE_SIZE = RINGS + Long.BYTES * MOST_RINGS;

    QueueMemory(Block block) {
        super(CellType.QUEUE, block);
    }

    static QueueMemory create(int capacity, long ringBytes) {
        QueueMemory created = new QueueMemory(allocate(CellType.QUEUE, BYTE_SIZE));
        created.data.set(JAVA_INT, CAPACITY, capacity);
        created.data.set(JAVA_LONG, RING_BYTES, ringBytes);
        return created;
    }

    int capacity() {
        return data.get(JAVA_INT, CAPACITY);
    }

    long ringBytes() {
        return data.get(JAVA_LONG, RING_BYTES);
    }

    boolean isClosed() {
        return (int) INT.getVolatile(data, CLOSED) != 0;
    }

    void close() {
        INT.setVolatile(data, CLOSED, 1);
    }

    EventCount items() {
        return new EventCount(word(ITEMS));
    }

    EventCount room() {
        return new EventCount(word(ROOM));
    }

    private MemorySegment word(long offset) {
        return data.asSlice(offset, EventCount.BYTE_SIZE);
    }

    /** The number of a ring's block, or -1 after the last ring. */
    long ringAt(int index) {
        return index == MOST_RINGS ? -1 : (long) LONG.getVolatile(data, ringOffset(index)) - 1;
    }

    /** Appends a ring, unless another process was faster. */
    boolean addRing(int index, long fileNumber) {
        return LONG.compareAndSet(data, ringOffset(index), 0L, fileNumber + 1);
    }

    private static long ringOffset(int index) {
        return RINGS + (long) Long.BYTES * index;
    }
}
