package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.internal.region.Block;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.memory.internal.wait.EventCount;
import java.io.Serial;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the processes that use a queue share of it, beside its rings.
 *
 * <pre>
 *   0  int    capacity in items
 *   4  int    0 open, 1 closed, 2 closed and freed, as nobody needs anything in it any more
 *   8  long   bytes for items in each ring
 *  48  items  {@link EventCount}: something was put, or the queue closed
 * 112  room   {@link EventCount}: something was taken, or the queue closed
 * 176  long   number plus 1 of a block with the numbers of further rings, 0 if there is none
 * 184  longs  numbers of the rings' blocks plus 1, 31 of them; the first 0 is the end
 * </pre>
 *
 * <p>The first rings are noted here, so that a queue of a few processes is small.
 */
final class QueueMemory extends SharedObject {
    static final int MOST_RINGS = 1024;

    @Serial private static final long serialVersionUID = 1L;
    private static final VarHandle INT = JAVA_INT.varHandle();
    private static final VarHandle LONG = JAVA_LONG.varHandle();
    private static final int OPEN = 0;
    private static final int CLOSED = 1;
    private static final int FREED = 2;
    private static final long CAPACITY = 0;
    private static final long LIFE = 4;
    private static final long RING_BYTES = 8;
    private static final long ITEMS = 48; // with the header before, at the start of a cache line
    private static final long ROOM = 112;
    private static final long FURTHER_RINGS = 176;
    private static final long FIRST_RINGS = 184;
    private static final int FIRST_RING_COUNT = 31;
    private static final long BYTE_SIZE = FIRST_RINGS + Long.BYTES * FIRST_RING_COUNT;

    private transient @Nullable MemorySegment furtherRings;

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
        return (int) INT.getVolatile(data, LIFE) != OPEN;
    }

    void close() {
        INT.compareAndSet(data, LIFE, OPEN, CLOSED);
    }

    boolean isFreed() {
        return (int) INT.getVolatile(data, LIFE) == FREED;
    }

    void markFreed() {
        INT.setVolatile(data, LIFE, FREED);
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
        if (index < FIRST_RING_COUNT) {
            return (long) LONG.getVolatile(data, firstRing(index)) - 1;
        }
        MemorySegment further = index < MOST_RINGS ? furtherRings() : null;
        return further == null ? -1 : (long) LONG.getVolatile(further, furtherRing(index)) - 1;
    }

    /** Appends a ring, unless another process was faster. */
    boolean addRing(int index, long number) {
        if (index < FIRST_RING_COUNT) {
            return LONG.compareAndSet(data, firstRing(index), 0L, number + 1);
        }
        return LONG.compareAndSet(makeFurtherRings(), furtherRing(index), 0L, number + 1);
    }

    private @Nullable MemorySegment furtherRings() {
        long number = (long) LONG.getVolatile(data, FURTHER_RINGS) - 1;
        if (furtherRings == null && number >= 0) {
            furtherRings = Region.current().mapNumbered(number);
        }
        return furtherRings;
    }

    private MemorySegment makeFurtherRings() {
        if (furtherRings() == null) {
            long made = Region.current().allocateNumbered((long) Long.BYTES * MOST_RINGS);
            if (!LONG.compareAndSet(data, FURTHER_RINGS, 0L, made + 1)) {
                Region.current().freeNumbered(made);
            }
        }
        return Objects.requireNonNull(furtherRings());
    }

    /** Removes the memory of the further rings' numbers. */
    void free() {
        long number = (long) LONG.getVolatile(data, FURTHER_RINGS) - 1;
        if (number >= 0) {
            Region.current().freeNumbered(number);
        }
    }

    private static long firstRing(int index) {
        return FIRST_RINGS + (long) Long.BYTES * index;
    }

    private static long furtherRing(int index) {
        return (long) Long.BYTES * (index - FIRST_RING_COUNT);
    }
}
