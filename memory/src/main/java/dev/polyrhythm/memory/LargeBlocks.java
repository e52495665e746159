package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.spi.Block;
import dev.polyrhythm.memory.spi.Region;
import java.lang.foreign.MemorySegment;

/**
 * The blocks in which items travel that are too large for a ring: a few for each ring, used again
 * once their item is done, and noted in the ring, so that its next owner has them when this one is
 * killed.
 */
final class LargeBlocks {
    static final long NONE = -1;
    private static final long SMALLEST = 1 << 16;

    private final Ring ring;
    private final MemorySegment memory;

    LargeBlocks(Ring ring) {
        this.ring = ring;
        this.memory = ring.memory();
    }

    /**
     * Writes an item's bytes into a free block, or a new one.
     *
     * @return the block's file number, or {@link #NONE} if all are in use
     * @throws PolyrhythmException if there is no space
     */
    long write(EncodedItem item, long number) {
        int index = chooseFree(item.byteSize(), number);
        if (index < 0) {
            return NONE;
        }
        Block block = blockAt(index, item.byteSize());
        memory.set(JAVA_LONG, RingLayout.largeItem(index), number);
        MemorySegment.copy(item.bytes(), 0, block.segment(), 0, item.byteSize());
        return block.handle().fileNumber();
    }

    /** A free block that is large enough, else a free place; -1 if all are in use. */
    private int chooseFree(long byteSize, long number) {
        int chosen = -1;
        for (int index = 0; index < RingLayout.LARGE_BLOCKS; index++) {
            if (isFree(index, number)) {
                chosen = index;
                if (sizeAt(index) >= byteSize) {
                    break;
                }
            }
        }
        return chosen;
    }

    /** Also one whose item was never put, as its owner was killed while he wrote it. */
    private boolean isFree(int index, long number) {
        long item = memory.get(JAVA_LONG, RingLayout.largeItem(index));
        return numberAt(index) < 0 || item < ring.head() || item >= number;
    }

    private long numberAt(int index) {
        return memory.get(JAVA_LONG, RingLayout.largeBlock(index)) - 1;
    }

    private long sizeAt(int index) {
        long number = numberAt(index);
        return number < 0 ? 0 : Region.current().resolve(number).segment().byteSize();
    }

    private Block blockAt(int index, long byteSize) {
        if (sizeAt(index) >= byteSize) {
            return Region.current().resolve(numberAt(index));
        }
        Block made = Region.current().allocateFile(roundUp(byteSize));
        memory.set(JAVA_LONG, RingLayout.largeBlock(index), made.handle().fileNumber() + 1);
        return made;
    }

    /** So that a few sizes do for many items. */
    private static long roundUp(long byteSize) {
        return Math.max(SMALLEST, Long.highestOneBit(byteSize - 1) << 1);
    }
}
