package dev.polyrhythm.memory.internal.ring;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.ClosedException;
import dev.polyrhythm.memory.internal.codec.ValueCodec;
import dev.polyrhythm.memory.internal.region.Region;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The items of one process that puts into a queue, in order: what every process may do with them.
 * {@link SpmcRingProducer} is the owner's part.
 */
public final class SpmcRing {
    /*
     * Roles. The owner, one process, its threads one at a time, appends; every process takes.
     *
     * An item's state is one word, and each step is one store or CAS of it, so that there is no
     * moment in which a killed process leaves something unexplained:
     *
     *   (earlier item's) done -> published    a store by the owner, after the bytes
     *   published -> taken                    a CAS, with the taker's name: it may read the bytes
     *   taken -> done                         a store by the taker: the bytes are not needed now
     *   taken -> published, taken -> done     a CAS by any process, once the taker is dead
     *   published -> done                     a CAS by a remover, without reading
     *
     * The word names the item, too, so a CAS with an old one fails. The head follows: the process
     * that makes an item done, or finds it so at the head, moves the head on. Between the store of
     * done and the loads that decide about the head is a fence: of two that finish neighbours, at
     * least one sees that both are done.
     *
     * A taker begins at next, so that a long line of items behind one that is still used need not
     * be walked again and again. It is a hint that may lag; but an item that comes back below it
     * would be overlooked, so a process that gives one back lowers next, and repair does so for one
     * that died before it could.
     *
     * The owner may use an entry again, and the bytes before the first item that is not done, once
     * the head has passed. A taker that is stopped holds up its item's bytes, and no other process.
     */
    public static final long NONE = -1;
    private static final VarHandle LONG = JAVA_LONG.varHandle();

    private final long number;
    private final MemorySegment memory;
    private final int mask;
    private final MemorySegment items;
    private final long itemMask;
    private final LargeBlocks largeBlocks;

    /**
     * A ring as this process sees it.
     *
     * @param number its block's number
     * @throws ClosedException if it has been freed
     */
    public SpmcRing(long number) {
        this.number = number;
        this.memory = Region.current().mapNumbered(number);
        int entryCount = memory.get(JAVA_INT, RingLayout.ENTRY_COUNT);
        this.mask = entryCount - 1;
        long itemBytes = memory.get(JAVA_LONG, RingLayout.ITEM_BYTES);
        this.items = memory.asSlice(RingLayout.items(entryCount), itemBytes);
        this.itemMask = itemBytes - 1;
        this.largeBlocks = new LargeBlocks(this);
    }

    /** Makes an empty ring that has an owner already; returns its block's number. */
    public static long create(int entryCount, long itemBytes, long owner) {
        long number = Region.current().allocateNumbered(RingLayout.byteSize(entryCount, itemBytes));
        MemorySegment memory = Region.current().mapNumbered(number);
        memory.set(JAVA_INT, RingLayout.ENTRY_COUNT, entryCount);
        memory.set(JAVA_LONG, RingLayout.ITEM_BYTES, itemBytes);
        memory.set(JAVA_LONG, RingLayout.OWNER, owner);
        return number;
    }

    /** Removes its memory; a process that has it mapped can still use it. */
    public void free() {
        largeBlocks.free();
        Region.current().freeNumbered(number);
    }

    public long number() {
        return number;
    }

    LargeBlocks largeBlocks() {
        return largeBlocks;
    }

    public MemorySegment memory() {
        return memory;
    }

    /** Returns the memory of the items, a ring. */
    MemorySegment items() {
        return items;
    }

    int entryCount() {
        return mask + 1;
    }

    public long owner() {
        return (long) LONG.getVolatile(memory, RingLayout.OWNER);
    }

    /** Returns the last owner whose death was noticed; 0 if none was killed. */
    public long lastDeadOwner() {
        return (long) LONG.getVolatile(memory, RingLayout.LAST_DEAD);
    }

    public long head() {
        return (long) LONG.getVolatile(memory, RingLayout.HEAD);
    }

    private long next() {
        return (long) LONG.getVolatile(memory, RingLayout.NEXT);
    }

    public long tail() {
        return (long) LONG.getVolatile(memory, RingLayout.TAIL);
    }

    long state(long item) {
        return (long) LONG.getVolatile(memory, RingLayout.state(index(item)));
    }

    public int index(long item) {
        return (int) item & mask;
    }

    /** Returns where an item's bytes begin; only while it cannot be done. */
    long position(long item) {
        return memory.get(JAVA_LONG, RingLayout.position(index(item)));
    }

    /** Returns where a position is among the items: their memory is a power of two. */
    long offset(long position) {
        return position & itemMask;
    }

    boolean isPublished(long item) {
        return state(item) == EntryState.published(item);
    }

    /**
     * Takes the first item that is not taken.
     *
     * @param taker this process
     * @param returns whether it comes back if this process dies before it has finished it
     * @return its number, or {@link #NONE}
     */
    public long take(long taker, boolean returns) {
        long next = next();
        for (long item = Math.max(next, head()); ; ) {
            long state = state(item);
            if (state == EntryState.published(item)) {
                if (change(item, state, EntryState.taken(item, taker, returns))) {
                    noteNext(next, item + 1);
                    return item;
                }
            } else if (isOver(state, item)) {
                item++;
            } else if (head() <= item) {
                return NONE; // not put yet
            } else {
                next = next(); // the entry is another item's already
                item = Math.max(next, head());
            }
        }
    }

    /** Moves next where the head will not do: the head follows at once if there is one taker. */
    private void noteNext(long from, long to) {
        if (to - 1 != head()) {
            LONG.compareAndSet(memory, RingLayout.NEXT, from, to);
        }
    }

    private boolean change(long item, long from, long to) {
        return LONG.compareAndSet(memory, RingLayout.state(index(item)), from, to);
    }

    /** Marks an item that this process has taken as done. */
    public void finish(long item) {
        LONG.setRelease(memory, RingLayout.state(index(item)), EntryState.done(item));
        if (!LONG.compareAndSet(memory, RingLayout.HEAD, item, item + 1)) {
            VarHandle.fullFence(); // else the CAS is one
        }
        moveHead();
    }

    /** Takes an item out without reading it. False if another process was faster. */
    public boolean remove(long item) {
        noteOutOfTurn(item + 1);
        boolean removed = change(item, EntryState.published(item), EntryState.done(item));
        if (removed) {
            moveHead();
        }
        return removed;
    }

    /** Raises the number before which items may have been taken out of their turn. */
    private void noteOutOfTurn(long item) {
        long noted = outOfTurn();
        while (noted < item && !LONG.compareAndSet(memory, RingLayout.OUT_OF_TURN, noted, item)) {
            noted = outOfTurn();
        }
    }

    private long outOfTurn() {
        return (long) LONG.getVolatile(memory, RingLayout.OUT_OF_TURN);
    }

    private void moveHead() {
        long head = head();
        while (state(head) == EntryState.done(head)) {
            LONG.compareAndSet(memory, RingLayout.HEAD, head, head + 1);
            head = head();
        }
    }

    /** Returns the object of an item that the caller has taken. */
    public Object read(long item) {
        Located located = locate(item);
        return ValueCodec.decode(located.kind(), bytes(located));
    }

    /** Returns the object of an item that stays where it is; null if it is not there any more. */
    public @Nullable Object peek(long item) {
        if (!isPublished(item)) {
            return null;
        }
        Located located = locate(item);
        if (!isStillPublished(item)) {
            return null; // what was read may be another item's
        }
        MemorySegment copy = copyIfThere(located);
        return copy != null && isStillPublished(item)
                ? ValueCodec.decode(located.kind(), copy)
                : null;
    }

    private @Nullable MemorySegment copyIfThere(Located located) {
        try {
            return copy(bytes(located));
        } catch (ClosedException e) {
            return null; // taken meanwhile, and its large block replaced
        }
    }

    private static MemorySegment copy(MemorySegment bytes) {
        int words = Math.toIntExact(Math.ceilDiv(bytes.byteSize(), Long.BYTES));
        MemorySegment copy = MemorySegment.ofArray(new long[words]);
        return copy.asSlice(0, bytes.byteSize()).copyFrom(bytes);
    }

    /**
     * Returns whether an item that was just read was still there: the loads before must not be done
     * later.
     */
    private boolean isStillPublished(long item) {
        VarHandle.acquireFence();
        return isPublished(item);
    }

    private Located locate(long item) {
        long offset = offset(position(item));
        int byteSize = items.get(JAVA_INT, offset);
        int kind = items.get(JAVA_INT, offset + Integer.BYTES);
        long start = offset + RingLayout.ITEM_HEADER;
        return kind >= 0
                ? new Located(byteSize, kind, start, LargeBlocks.NONE)
                : new Located(byteSize, -kind, start, items.get(JAVA_INT, start));
    }

    private MemorySegment bytes(Located located) {
        return located.largeBlock() == LargeBlocks.NONE
                ? items.asSlice(located.offset(), located.byteSize())
                : largeBlocks.segment(located.largeBlock()).asSlice(0, located.byteSize());
    }

    /** The header of an item, and where its bytes are. */
    private record Located(int byteSize, int kind, long offset, int largeBlock) {}

    /** Returns whether an item waits to be taken, also one that its dead owner has not counted. */
    public boolean hasItem() {
        long item;
        do {
            item = Math.max(next(), head());
            while (isOver(state(item), item)) {
                item++;
            }
            if (isPublished(item)) {
                return true;
            }
        } while (head() > item); // the entry is another item's already
        return false;
    }

    /** Returns how many items wait to be taken. */
    public long size() {
        return sizeBefore(tail());
    }

    private long sizeBefore(long tail) {
        long head = head();
        long first = Math.max(next(), head);
        while (first < tail && !isPublished(first)) {
            first++;
        }
        return outOfTurn() <= head ? Math.max(0, tail - first) : countPublished(head, tail);
    }

    private long countPublished(long head, long tail) {
        long count = 0;
        for (long item = head; item < tail; item++) {
            count += isPublished(item) ? 1 : 0;
        }
        return count;
    }

    /** Returns whether no item in it is needed, and none is being put. */
    public boolean isIdle() {
        long reserved = (long) LONG.getVolatile(memory, RingLayout.RESERVED);
        long tail = tail();
        return head() >= tail && !(reserved > tail && isOwnerAlive());
    }

    /** Returns whether another process has an item that comes back if it dies. */
    public boolean isHandledByOthers(long self) {
        long tail = tail();
        for (long item = head(); item < tail; item++) {
            long state = state(item);
            if (EntryState.isTaken(state, item)
                    && EntryState.returns(state)
                    && EntryState.taker(state) != self) {
                return true;
            }
        }
        return false;
    }

    /** As {@link #size()}, with the item that the owner is about to put. */
    public long sizeWithReserved() {
        long reserved = (long) LONG.getVolatile(memory, RingLayout.RESERVED);
        long tail = tail();
        boolean isPutting = reserved > tail && isOwnerAlive();
        return sizeBefore(tail) + (isPutting ? 1 : 0);
    }

    public boolean isOwnerAlive() {
        long owner = owner();
        return owner != 0 && Region.current().isAlive(owner);
    }

    /** Does what dead processes cannot do any more. True if an item came back, or room. */
    public boolean repair() {
        long head = head();
        boolean changed = countLast();
        changed |= returnItems(head);
        moveHead(); // its finisher can have died before it did so
        return changed || head() != head;
    }

    private boolean returnItems(long head) {
        boolean changed = false;
        for (long item = head; item < head + mask + 1; item++) {
            long state = state(item);
            if (EntryState.isTaken(state, item)) {
                changed |= isOrphan(state) && head == head() && giveBack(item, state);
            } else if (state == EntryState.published(item)) {
                changed |= lowerNext(item);
            } else if (state != EntryState.done(item)) {
                break; // not put yet
            }
        }
        return changed;
    }

    /** Counts an item that a dead owner has published without counting it. */
    private boolean countLast() {
        long tail = tail();
        return isPut(tail)
                && !isOwnerAlive()
                && LONG.compareAndSet(memory, RingLayout.TAIL, tail, tail + 1);
    }

    /**
     * Returns whether an item is, or was, in the ring; for one that is not much older than the
     * tail.
     */
    boolean isPut(long item) {
        long state = state(item);
        return state == EntryState.published(item) || isOver(state, item);
    }

    private static boolean isOver(long state, long item) {
        return EntryState.isTaken(state, item) || state == EntryState.done(item);
    }

    private static boolean isOrphan(long state) {
        return !Region.current().isAlive(EntryState.taker(state));
    }

    private boolean giveBack(long item, long state) {
        if (!EntryState.returns(state)) {
            return change(item, state, EntryState.done(item));
        }
        noteOutOfTurn(tail());
        boolean changed = change(item, state, EntryState.published(item));
        if (changed) {
            lowerNext(item);
        }
        return changed;
    }

    /** Makes an item visible to takers. True if it was not. */
    private boolean lowerNext(long item) {
        long next = next();
        boolean isLower = item < next;
        while (item < next && !LONG.compareAndSet(memory, RingLayout.NEXT, next, item)) {
            next = next();
        }
        return isLower;
    }

    /**
     * Place of an item.
     *
     * @param ring the ring that it is in
     * @param item its number there
     */
    public record Place(SpmcRing ring, long item) {}
}
