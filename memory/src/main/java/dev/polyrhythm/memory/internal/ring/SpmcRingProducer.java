package dev.polyrhythm.memory.internal.ring;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.internal.codec.EncodedItem;
import dev.polyrhythm.memory.internal.region.Region;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The part of a {@link SpmcRing}'s owner: one process, its threads one at a time. */
public final class SpmcRingProducer {
    private static final VarHandle LONG = JAVA_LONG.varHandle();
    private static final long ALIGNMENT = 8;
    private static final long INLINE_SHARE = 4;

    private final SpmcRing ring;
    private final MemorySegment memory;
    private final MemorySegment items;
    private long tail;
    private long knownHead;
    private long end; // where the next item's bytes could begin

    private SpmcRingProducer(SpmcRing ring) {
        this.ring = ring;
        this.memory = ring.memory();
        this.items = ring.items();
        this.tail = ring.tail();
        this.knownHead = ring.head();
        this.end = tail == 0 ? 0 : endOf(tail - 1);
    }

    /** Returns the owner's part of a ring that this process has made. */
    public static SpmcRingProducer of(SpmcRing ring) {
        return new SpmcRingProducer(ring);
    }

    /** Takes over a ring that has no living owner, with what it holds. Null if it has one. */
    public static @Nullable SpmcRingProducer takeOver(SpmcRing ring, long self) {
        long lastDead = ring.lastDeadOwner(); // read first: an old one must not replace a new one
        long owner = ring.owner();
        if (owner != 0) {
            if (Region.current().isAlive(owner)) {
                return null;
            }
            LONG.compareAndSet(ring.memory(), RingLayout.LAST_DEAD, lastDead, owner);
        }
        if (!LONG.compareAndSet(ring.memory(), RingLayout.OWNER, owner, self)) {
            return null;
        }
        SpmcRingProducer taken = new SpmcRingProducer(ring);
        taken.settle();
        return taken;
    }

    /**
     * Puts right that the dead owner published an item without counting it, or counted one too
     * early.
     */
    private void settle() {
        if (ring.isPut(tail)) {
            end = endOf(tail);
            tail++;
            LONG.setVolatile(memory, RingLayout.TAIL, tail);
        }
        LONG.setVolatile(memory, RingLayout.RESERVED, tail);
    }

    public SpmcRing ring() {
        return ring;
    }

    /** Gives the ring up, with what it holds, to the next process that needs one. */
    public void leave() {
        LONG.setVolatile(memory, RingLayout.OWNER, 0L);
    }

    /** Announces one more item; the others count it from now on. */
    public void reserve() {
        LONG.setVolatile(memory, RingLayout.RESERVED, tail + 1);
    }

    public void cancelReservation() {
        LONG.setVolatile(memory, RingLayout.RESERVED, tail);
    }

    /** Returns the most items of this ring that may not be done. */
    public long sizeAtMost(long limit) {
        if (tail - knownHead >= limit) {
            knownHead = ring.head();
        }
        return tail - knownHead;
    }

    /**
     * Appends an item, if there is room for its bytes.
     *
     * @return its number, or {@link SpmcRing#NONE}
     */
    public long append(EncodedItem item) {
        boolean isLarge = item.byteSize() > items.byteSize() / INLINE_SHARE;
        long size = align(RingLayout.ITEM_HEADER + (isLarge ? Long.BYTES : item.byteSize()));
        long start = start(size);
        if (!hasRoom(start + size)) {
            return SpmcRing.NONE;
        }
        if (isLarge) {
            int block = ring.largeBlocks().write(item, tail);
            if (block == LargeBlocks.NONE) {
                return SpmcRing.NONE;
            }
            writeHeader(start, item, -item.kind());
            items.set(JAVA_INT, offset(start) + RingLayout.ITEM_HEADER, block);
        } else {
            writeHeader(start, item, item.kind());
            MemorySegment.copy(
                    item.bytes(),
                    0,
                    items,
                    offset(start) + RingLayout.ITEM_HEADER,
                    item.byteSize());
        }
        return publish(start, start + size);
    }

    private void writeHeader(long start, EncodedItem item, int kind) {
        items.set(JAVA_INT, offset(start), (int) item.byteSize());
        items.set(JAVA_INT, offset(start) + Integer.BYTES, kind);
    }

    private long publish(long start, long newEnd) {
        long item = tail;
        int index = ring.index(item);
        memory.set(JAVA_LONG, RingLayout.position(index), start);
        LONG.setVolatile(memory, RingLayout.state(index), EntryState.published(item));
        end = newEnd;
        tail = item + 1;
        LONG.setRelease(memory, RingLayout.TAIL, tail);
        return item;
    }

    /**
     * Returns where an item's bytes begin: they are not broken at the end of the memory, but begin
     * anew.
     */
    private long start(long size) {
        long left = items.byteSize() - offset(end);
        return size <= left ? end : end + left;
    }

    private boolean hasRoom(long newEnd) {
        return fits(newEnd) || (knownHead != ring.head() && fitsNow(newEnd));
    }

    private boolean fitsNow(long newEnd) {
        knownHead = ring.head();
        return fits(newEnd);
    }

    private boolean fits(long newEnd) {
        if (knownHead == tail) {
            return true; // nothing is in the way
        }
        return tail - knownHead < ring.entryCount()
                && newEnd - ring.position(knownHead) <= items.byteSize();
    }

    private long endOf(long item) {
        long position = ring.position(item);
        boolean isLarge = items.get(JAVA_INT, offset(position) + Integer.BYTES) < 0;
        int length = items.get(JAVA_INT, offset(position));
        return position + align(RingLayout.ITEM_HEADER + (isLarge ? Long.BYTES : length));
    }

    private long offset(long position) {
        return ring.offset(position);
    }

    private static long align(long size) {
        return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
