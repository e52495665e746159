package dev.polyrhythm.memory.internal.ring;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.ClosedException;
import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.internal.codec.EncodedItem;
import dev.polyrhythm.memory.internal.region.Region;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The blocks in which items travel that are too large for a ring: a few for each ring, used again
 * once their item is done, and noted in the ring, so that its next owner has them when this one is
 * killed. A process keeps those mapped that it has used.
 */
public final class LargeBlocks {
    static final int NONE = -1;
    private static final long SMALLEST = 1 << 16;

    private final SpmcRing ring;
    private final MemorySegment memory;
    private final @Nullable Mapped[] mapped = new @Nullable Mapped[RingLayout.LARGE_BLOCKS];

    private record Mapped(long number, MemorySegment segment) {}

    public LargeBlocks(SpmcRing ring) {
        this.ring = ring;
        this.memory = ring.memory();
    }

    /**
     * Returns a block as it is now.
     *
     * @throws ClosedException if it has just been replaced by a larger one, so that the caller has
     *     no item in it
     */
    MemorySegment segment(int index) {
        long number = number(index);
        Mapped known = mapped[index]; // racing threads map it twice, which does no harm
        if (known == null || known.number != number) {
            known = new Mapped(number, Region.current().mapNumbered(number));
            mapped[index] = known;
        }
        return known.segment;
    }

    private long number(int index) {
        return memory.get(JAVA_LONG, RingLayout.largeBlock(index)) - 1;
    }

    private boolean exists(int index) {
        return number(index) >= 0;
    }

    /**
     * Writes an item's bytes into a free block, or a new one.
     *
     * @return the block's index, or {@link #NONE} if all are in use
     * @throws PolyrhythmException if there is no space
     */
    public int write(EncodedItem item, long itemNumber) {
        int index = chooseFree(item.byteSize(), itemNumber);
        if (index != NONE) {
            makeLarge(index, item.byteSize());
            memory.set(JAVA_LONG, RingLayout.largeItem(index), itemNumber);
            MemorySegment.copy(item.bytes(), 0, segment(index), 0, item.byteSize());
        }
        return index;
    }

    /** Returns a free block that is large enough, else a free place. */
    private int chooseFree(long byteSize, long itemNumber) {
        int chosen = NONE;
        for (int index = 0; index < RingLayout.LARGE_BLOCKS; index++) {
            if (isFree(index, itemNumber)) {
                chosen = index;
                if (isLarge(index, byteSize)) {
                    break;
                }
            }
        }
        return chosen;
    }

    /**
     * Returns whether its item is done, or was never put, as its owner died before: then its number
     * is new.
     */
    private boolean isFree(int index, long itemNumber) {
        long user = memory.get(JAVA_LONG, RingLayout.largeItem(index));
        return !exists(index) || user < ring.head() || user >= itemNumber;
    }

    private boolean isLarge(int index, long byteSize) {
        return exists(index) && segment(index).byteSize() >= byteSize;
    }

    /** Makes a block large enough; frees the old one, as the item that was in it is not needed. */
    private void makeLarge(int index, long byteSize) {
        if (!isLarge(index, byteSize)) {
            long old = number(index);
            long made = Region.current().allocateNumbered(roundUp(byteSize));
            memory.set(JAVA_LONG, RingLayout.largeBlock(index), made + 1);
            free(old);
        }
    }

    /** Rounds up, so that a few sizes do for many items. */
    private static long roundUp(long byteSize) {
        return Math.max(SMALLEST, Long.highestOneBit(byteSize - 1) << 1);
    }

    /** Frees all, when no item is needed any more. */
    void free() {
        for (int index = 0; index < RingLayout.LARGE_BLOCKS; index++) {
            free(number(index));
        }
    }

    private static void free(long number) {
        if (number >= 0) {
            Region.current().freeNumbered(number);
        }
    }
}
