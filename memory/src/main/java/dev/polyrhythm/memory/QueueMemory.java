package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.internal.cell.CellType;
import dev.polyrhythm.memory.internal.cell.QueueLayout;
import dev.polyrhythm.memory.internal.region.Block;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.memory.internal.wait.EventCount;
import java.io.Serial;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The memory that the processes that use a queue share beside its rings. */
final class QueueMemory extends SharedObject {
    @Serial private static final long serialVersionUID = 1L;
    private static final VarHandle INT = JAVA_INT.varHandle();
    private static final VarHandle LONG = JAVA_LONG.varHandle();

    private transient @Nullable MemorySegment furtherRings;

    QueueMemory(Block block) {
        super(CellType.QUEUE, block);
    }

    static QueueMemory create(int capacity, long ringBytes) {
        QueueMemory created = new QueueMemory(allocate(CellType.QUEUE, QueueLayout.BYTE_SIZE));
        created.data.set(JAVA_INT, QueueLayout.CAPACITY, capacity);
        created.data.set(JAVA_LONG, QueueLayout.RING_BYTES, ringBytes);
        return created;
    }

    int capacity() {
        return data.get(JAVA_INT, QueueLayout.CAPACITY);
    }

    long ringBytes() {
        return data.get(JAVA_LONG, QueueLayout.RING_BYTES);
    }

    boolean isClosed() {
        return (int) INT.getVolatile(data, QueueLayout.LIFE) != QueueLayout.OPEN;
    }

    void close() {
        INT.compareAndSet(data, QueueLayout.LIFE, QueueLayout.OPEN, QueueLayout.CLOSED);
    }

    boolean isFreed() {
        return (int) INT.getVolatile(data, QueueLayout.LIFE) == QueueLayout.FREED;
    }

    void markFreed() {
        INT.setVolatile(data, QueueLayout.LIFE, QueueLayout.FREED);
    }

    EventCount items() {
        return new EventCount(word(QueueLayout.ITEMS));
    }

    EventCount room() {
        return new EventCount(word(QueueLayout.ROOM));
    }

    private MemorySegment word(long offset) {
        return data.asSlice(offset, EventCount.BYTE_SIZE);
    }

    /** Returns the number of a ring's block, or -1 after the last ring. */
    long ringAt(int index) {
        if (index < QueueLayout.FIRST_RING_COUNT) {
            return (long) LONG.getVolatile(data, QueueLayout.firstRing(index)) - 1;
        }
        MemorySegment further = index < QueueLayout.MOST_RINGS ? furtherRings() : null;
        return further == null
                ? -1
                : (long) LONG.getVolatile(further, QueueLayout.furtherRing(index)) - 1;
    }

    /** Appends a ring, unless another process was faster. */
    boolean addRing(int index, long number) {
        if (index < QueueLayout.FIRST_RING_COUNT) {
            return LONG.compareAndSet(data, QueueLayout.firstRing(index), 0L, number + 1);
        }
        return LONG.compareAndSet(
                makeFurtherRings(), QueueLayout.furtherRing(index), 0L, number + 1);
    }

    private @Nullable MemorySegment furtherRings() {
        long number = (long) LONG.getVolatile(data, QueueLayout.FURTHER_RINGS) - 1;
        if (furtherRings == null && number >= 0) {
            furtherRings = Region.current().mapNumbered(number);
        }
        return furtherRings;
    }

    private MemorySegment makeFurtherRings() {
        if (furtherRings() == null) {
            long made = Region.current().allocateNumbered(QueueLayout.FURTHER_RINGS_SIZE);
            if (!LONG.compareAndSet(data, QueueLayout.FURTHER_RINGS, 0L, made + 1)) {
                Region.current().freeNumbered(made);
            }
        }
        return Objects.requireNonNull(furtherRings());
    }

    /** Removes the memory of the further rings' numbers. */
    void free() {
        long number = (long) LONG.getVolatile(data, QueueLayout.FURTHER_RINGS) - 1;
        if (number >= 0) {
            Region.current().freeNumbered(number);
        }
    }
}
