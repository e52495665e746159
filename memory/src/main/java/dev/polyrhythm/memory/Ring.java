package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.spi.Block;
import dev.polyrhythm.memory.spi.Region;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The items of one process that puts into a queue, in order: what every process may do with them.
 * {@link RingOwner} is the owner's part.
 */
final class Ring {
    /*
     * Roles. The owner, one process, its threads one at a time, appends; every process takes.
     *
     * An item's state is one word, and each step is one store or CAS of it, so that there is no
     * moment in which a killed process leaves something that nobody can explain:
     *
     *   (earlier item's) done -> published    a store by the owner, after the bytes
     *   published -> taken                    a CAS, with the taker's name: it may read the bytes
     *   taken -> done                         a store by the taker: the bytes are not needed now
     *   taken -> published, taken -> done     a CAS by anybody, once the taker is dead
     *   published -> done                     a CAS by who removes it without reading
     *
     * The word names the item, too, so a CAS with an old one fails. The head follows: whoever makes
     * an item done, or finds it so at the head, moves the head on. The store of done and the loads
     * that decide about the head are volatile: of two that finish neighbours, at least one sees
     * that both are done.
     *
     * The owner may use an entry again, and the bytes before the first item that is not done, once
     * the head has passed. A taker that is stopped holds up its item's bytes, and nobody else.
     */
    static final long NONE = -1;
    private static final VarHandle LONG = JAVA_LONG.varHandle();
    private static final VarHandle INT = JAVA_INT.varHandle();

    private final Block block;
    private final MemorySegment memory;
    private final int mask;
    private final MemorySegment items;

    Ring(Block block) {
        this.block = block;
        this.memory = block.segment();
        int entryCount = memory.get(JAVA_INT, RingLayout.ENTRY_COUNT);
        this.mask = entryCount - 1;
        this.items =
                memory.asSlice(
                        RingLayout.items(entryCount), memory.get(JAVA_LONG, RingLayout.ITEM_BYTES));
    }

    /** A new, empty ring that has an owner already. */
    static Ring create(int entryCount, long itemBytes, long owner) {
        Block block = Region.current().allocateFile(RingLayout.byteSize(entryCount, itemBytes));
        block.segment().set(JAVA_INT, RingLayout.ENTRY_COUNT, entryCount);
        block.segment().set(JAVA_LONG, RingLayout.ITEM_BYTES, itemBytes);
        block.segment().set(JAVA_LONG, RingLayout.OWNER, owner);
        return new Ring(block);
    }

    long fileNumber() {
        return block.handle().fileNumber();
    }

    MemorySegment memory() {
        return memory;
    }

    /** The memory of the items, a ring. */
    MemorySegment items() {
        return items;
    }

    int entryCount() {
        return mask + 1;
    }

    long owner() {
        return (long) LONG.getVolatile(memory, RingLayout.OWNER);
    }

    /** The last owner that was killed, as far as somebody has noticed; 0 if none was. */
    long lastDeadOwner() {
        return (long) LONG.getVolatile(memory, RingLayout.LAST_DEAD);
    }

    long head() {
        return (long) LONG.getVolatile(memory, RingLayout.HEAD);
    }

    long tail() {
        return (long) LONG.getVolatile(memory, RingLayout.TAIL);
    }

    long state(long item) {
        return (long) LONG.getVolatile(memory, RingLayout.state(index(item)));
    }

    int index(long item) {
        return (int) item & mask;
    }

    /** Where an item's bytes begin; only while it cannot be done. */
    long position(long item) {
        return memory.get(JAVA_LONG, RingLayout.position(index(item)));
    }

    boolean isPublished(long item) {
        return state(item) == EntryState.published(item);
    }

    /**
     * Takes the first item that nobody has taken.
     *
     * @param taker this process
     * @param returns whether it comes back if this process dies before it has finished it
     * @return its number, or {@link #NONE}
     */
    long take(long taker, boolean returns) {
        long head = head();
        for (long item = head; ; ) {
            long state = state(item);
            if (state == EntryState.published(item)) {
                if (item != head) {
                    noteOutOfOrder();
                }
                if (change(item, state, EntryState.taken(item, taker, returns))) {
                    return item;
                }
            } else if (EntryState.isTaken(state, item) || state == EntryState.done(item)) {
                item++;
            } else if (head == head()) {
                return NONE; // not put yet
            } else {
                head = head();
                item = head;
            }
        }
    }

    private void noteOutOfOrder() {
        if ((int) INT.getVolatile(memory, RingLayout.OUT_OF_ORDER) == 0) {
            INT.setVolatile(memory, RingLayout.OUT_OF_ORDER, 1);
        }
    }

    private boolean change(long item, long from, long to) {
        return LONG.compareAndSet(memory, RingLayout.state(index(item)), from, to);
    }

    /** Says that this process has no use any more for an item that it has taken. */
    void finish(long item) {
        LONG.setVolatile(memory, RingLayout.state(index(item)), EntryState.done(item));
        moveHead();
    }

    /** Takes an item out without reading it. False if somebody else was faster. */
    boolean remove(long item) {
        noteOutOfOrder();
        boolean removed = change(item, EntryState.published(item), EntryState.done(item));
        if (removed) {
            moveHead();
        }
        return removed;
    }

    private void moveHead() {
        long head = head();
        while (state(head) == EntryState.done(head)) {
            LONG.compareAndSet(memory, RingLayout.HEAD, head, head + 1);
            head = head();
        }
    }

    /** The object of an item that the caller has taken. */
    Object read(long item) {
        Located located = locate(item);
        return ItemCodec.decode(located.kind(), bytes(located));
    }

    /** The object of an item that stays where it is; null if it is not there any more. */
    @Nullable Object peek(long item) {
        if (!isPublished(item)) {
            return null;
        }
        Located located = locate(item);
        if (!isStillPublished(item)) {
            return null; // what was read may be another item's
        }
        MemorySegment copy = copy(bytes(located));
        return isStillPublished(item) ? ItemCodec.decode(located.kind(), copy) : null;
    }

    private static MemorySegment copy(MemorySegment bytes) {
        int words = Math.toIntExact(Math.ceilDiv(bytes.byteSize(), Long.BYTES));
        MemorySegment copy = MemorySegment.ofArray(new long[words]);
        return copy.asSlice(0, bytes.byteSize()).copyFrom(bytes);
    }

    /** After reading it: the loads before must not be done later. */
    private boolean isStillPublished(long item) {
        VarHandle.acquireFence();
        return isPublished(item);
    }

    private Located locate(long item) {
        long offset = Math.floorMod(position(item), items.byteSize());
        int kind = items.get(JAVA_INT, offset + Integer.BYTES);
        return new Located(
                items.get(JAVA_INT, offset),
                Math.abs(kind),
                offset + RingLayout.ITEM_HEADER,
                kind < 0);
    }

    private MemorySegment bytes(Located located) {
        return located.isLarge()
                ? largeBlock(located.offset()).asSlice(0, located.byteSize())
                : items.asSlice(located.offset(), located.byteSize());
    }

    private MemorySegment largeBlock(long offset) {
        return Region.current().resolve(items.get(JAVA_LONG, offset)).segment();
    }

    /** What is written before an item's bytes, and where they, or their block's number, are. */
    private record Located(int byteSize, int kind, long offset, boolean isLarge) {}

    /** How many items wait to be taken. */
    long size() {
        long head = head();
        long tail = tail();
        boolean inOrder = (int) INT.getVolatile(memory, RingLayout.OUT_OF_ORDER) == 0;
        return inOrder ? Math.max(0, tail - head) : countPublished(head, tail);
    }

    private long countPublished(long head, long tail) {
        long count = 0;
        for (long item = head; item < tail; item++) {
            count += isPublished(item) ? 1 : 0;
        }
        return count;
    }

    /** As {@link #size()}, with the item that the owner is about to put. */
    long sizeWithReserved() {
        long reserved = (long) LONG.getVolatile(memory, RingLayout.RESERVED);
        long tail = tail();
        boolean isPutting = reserved > tail && isOwnerAlive();
        return size() + (isPutting ? 1 : 0);
    }

    boolean isOwnerAlive() {
        long owner = owner();
        return owner != 0 && Region.current().isAlive(owner);
    }

    /** Deals with what dead processes had taken. True if that changed anything. */
    boolean repair() {
        boolean changed = countLast();
        long head = head();
        for (long item = head; item < head + mask + 1; item++) {
            long state = state(item);
            if (EntryState.isTaken(state, item)) {
                changed |= isOrphan(state) && head == head() && giveBack(item, state);
            } else if (state != EntryState.published(item) && state != EntryState.done(item)) {
                break; // not put yet
            }
        }
        moveHead(); // also past what somebody finished who was killed before he could
        return changed || head != head();
    }

    /** A dead owner can have published an item without counting it. */
    private boolean countLast() {
        long tail = tail();
        return isThere(tail)
                && !isOwnerAlive()
                && LONG.compareAndSet(memory, RingLayout.TAIL, tail, tail + 1);
    }

    /** Whether an item was put, whatever became of it; false for those long gone. */
    boolean isThere(long item) {
        long state = state(item);
        return state == EntryState.published(item)
                || state == EntryState.done(item)
                || EntryState.isTaken(state, item);
    }

    private static boolean isOrphan(long state) {
        return !Region.current().isAlive(EntryState.taker(state));
    }

    private boolean giveBack(long item, long state) {
        return change(
                item,
                state,
                EntryState.returns(state) ? EntryState.published(item) : EntryState.done(item));
    }
}
