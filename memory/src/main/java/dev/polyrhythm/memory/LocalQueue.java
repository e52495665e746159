package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.cell.QueueLayout;
import dev.polyrhythm.memory.internal.codec.EncodedItem;
import dev.polyrhythm.memory.internal.region.Block;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.memory.internal.region.ShutdownPhases;
import dev.polyrhythm.memory.internal.ring.SpmcRing;
import dev.polyrhythm.memory.internal.ring.SpmcRingProducer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A queue as this process sees it: its rings, the own one among them, and the deaths that this
 * process has been told of. One object for each queue, however many handles there are.
 */
final class LocalQueue {
    private static final Map<Block.Handle, LocalQueue> ALL = new ConcurrentHashMap<>();
    private static final SpmcRing[] NO_RINGS = {};
    private static final long REPAIR_NANOS = 5_000_000;
    private static final int ROOM_SHARE = 8;
    private static final int SMALLEST_RING = 16;
    private static final int LARGEST_RING = 1 << 20;

    private final QueueMemory memory;
    private final int capacity;
    private final long self = Region.current().self();
    private final ReentrantLock putting = new ReentrantLock();
    private final Map<Long, Long> told = new HashMap<>(); // ring's number: owner that died
    private @Nullable SpmcRingProducer own;
    private boolean left;
    private final Set<Thread> handlers = ConcurrentHashMap.newKeySet();
    private final Runnable leaving = this::leave;
    private volatile SpmcRing[] rings = NO_RINGS;
    private volatile long repaired = System.nanoTime();
    private int turn; // where to look first; a race does no harm

    private LocalQueue(QueueMemory memory) {
        this.memory = memory;
        this.capacity = memory.capacity();
    }

    static LocalQueue of(QueueMemory memory) {
        return ALL.computeIfAbsent(memory.handle(), handle -> new LocalQueue(memory));
    }

    /**
     * Appends an item to this process's ring, unless the queue is full.
     *
     * @return where it is, or null
     * @throws ClosedException if the queue is closed
     */
    SpmcRing.@Nullable Place append(EncodedItem item) {
        requireOpen();
        putting.lock();
        try {
            SpmcRingProducer ring = ownRing();
            return ring == null ? null : append(item, ring);
        } finally {
            putting.unlock();
        }
    }

    /** Announces the item before it checks whether the queue is closed: see {@link #freeIfOver}. */
    private SpmcRing.@Nullable Place append(EncodedItem item, SpmcRingProducer ring) {
        ring.reserve();
        long number = SpmcRing.NONE;
        try {
            requireOpen();
            number = hasRoom(ring) ? ring.append(item) : SpmcRing.NONE;
        } finally {
            if (number == SpmcRing.NONE) {
                ring.cancelReservation();
            }
        }
        return number == SpmcRing.NONE ? null : new SpmcRing.Place(ring.ring(), number);
    }

    private void requireOpen() {
        if (memory.isClosed()) {
            throw closed();
        }
    }

    static ClosedException closed() {
        return new ClosedException("the queue is closed");
    }

    /**
     * Returns whether there is a place for one more item. Every process announces its item before
     * it counts, so of two that reach for the last place at least one sees the other.
     */
    private boolean hasRoom(SpmcRingProducer own) {
        SpmcRing[] all = rings();
        if (all.length == 1) {
            return own.sizeAtMost(capacity) < capacity || own.ring().size() < capacity;
        }
        long size = 1;
        for (SpmcRing ring : all) {
            size += ring == own.ring() ? ring.size() : ring.sizeWithReserved();
        }
        return size <= capacity;
    }

    /** Returns the number of items that wait; those that are being put do not count. */
    long size() {
        long size = 0;
        for (SpmcRing ring : rings()) {
            size += ring.size();
        }
        return size;
    }

    /**
     * Returns whether it is worth waking threads that wait for room: waking them for every single
     * place costs all of them a change of processes for each item. If the queue stays fuller than
     * that, they check by themselves after a step.
     */
    boolean isRoomy() {
        return size() <= capacity - capacity / ROOM_SHARE;
    }

    /**
     * Takes the next item of whichever ring.
     *
     * @return where it is, or null if there is none
     */
    SpmcRing.@Nullable Place take(boolean returns) {
        SpmcRing[] all = rings();
        int first = turn;
        for (int i = 0; i < all.length; i++) {
            int index = (first + i) % all.length;
            long item = all[index].take(self, returns);
            if (item != SpmcRing.NONE) {
                turn = (index + 1) % all.length;
                return new SpmcRing.Place(all[index], item);
            }
        }
        return null;
    }

    /** As {@link #repair()}, but only now and then: for callers that poll. */
    boolean repairIfDue() {
        return System.nanoTime() - repaired > REPAIR_NANOS && repair();
    }

    /** Deals with what dead processes had taken. True if an item came back, or room. */
    boolean repair() {
        repaired = System.nanoTime();
        boolean changed = false;
        for (SpmcRing ring : rings()) {
            changed |= ring.repair();
        }
        return changed;
    }

    /**
     * Tells of a process that was killed and had put something here, once, if nothing is left to be
     * taken. Death is looked at first: what the dead one had put is found then.
     *
     * @throws OwnerDiedException if there is one that this process has not been told of
     */
    synchronized void tellOfDeath() {
        for (SpmcRing ring : rings()) {
            long dead = deadOwner(ring);
            boolean isNews = dead != 0 && !Long.valueOf(dead).equals(told.get(ring.number()));
            if (isNews && !hasItem()) {
                told.put(ring.number(), dead);
                throw new OwnerDiedException(
                        "a process that put into the queue has died", Region.current().pid(dead));
            }
        }
    }

    private static long deadOwner(SpmcRing ring) {
        long owner = ring.owner();
        return owner == 0 || ring.isOwnerAlive() ? ring.lastDeadOwner() : owner;
    }

    private boolean hasItem() {
        for (SpmcRing ring : rings()) {
            if (ring.hasItem()) {
                return true;
            }
        }
        return false;
    }

    /** Notes that this thread handles an item. False if it has said so already. */
    boolean beginHandling() {
        return handlers.add(Thread.currentThread());
    }

    void endHandling() {
        handlers.remove(Thread.currentThread());
    }

    /**
     * Returns whether another process has an item that comes back if it dies. Not asked by a
     * handler: two could wait for each other.
     */
    boolean isHandledByOthers() {
        if (handlers.contains(Thread.currentThread())) {
            return false;
        }
        for (SpmcRing ring : rings()) {
            if (ring.isHandledByOthers(self)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Frees the memory of a closed queue that is empty. No item can come any more: a producer
     * announces the item first and then checks whether the queue is closed, and here announced
     * items are looked for after it was closed.
     */
    void freeIfOver() {
        if (!memory.isClosed() || !isIdle()) {
            return;
        }
        SpmcRing[] all = rings();
        memory.markFreed();
        for (SpmcRing ring : all) { // also if another process has marked it: it can have died then
            ring.free();
        }
        memory.free();
        forget();
    }

    private boolean isIdle() {
        for (SpmcRing ring : rings()) {
            if (!ring.isIdle()) {
                return false;
            }
        }
        return true;
    }

    /** Drops the references to all that this process has mapped, which unmaps it. */
    private void forget() {
        ALL.remove(memory.handle(), this);
        rings = NO_RINGS;
        if (putting.tryLock()) { // its holder is about to find the queue closed
            try {
                own = null;
                ShutdownPhases.unregister(ShutdownPhases.Phase.MEMORY, leaving);
            } finally {
                putting.unlock();
            }
        }
    }

    /** Returns all rings that exist now. */
    SpmcRing[] rings() {
        SpmcRing[] known = rings;
        return memory.isFreed() || memory.ringAt(known.length) < 0 ? known : moreRings();
    }

    private synchronized SpmcRing[] moreRings() {
        SpmcRing[] known = rings;
        try {
            while (!memory.isFreed() && memory.ringAt(known.length) >= 0) {
                long number = memory.ringAt(known.length);
                known = Arrays.copyOf(known, known.length + 1);
                known[known.length - 1] = new SpmcRing(number);
            }
        } catch (ClosedException e) {
            return NO_RINGS; // another process has just freed it
        }
        rings = known;
        return known;
    }

    /**
     * Returns this process's ring; null once it has left, so that its last threads find the queue
     * full.
     */
    private @Nullable SpmcRingProducer ownRing() {
        if (own == null && !left) {
            own = takeOverOrMake();
            ShutdownPhases.register(ShutdownPhases.Phase.MEMORY, leaving);
        }
        return own;
    }

    /**
     * Gives the ring up, as this process ends in good order: no other process takes that for a
     * death.
     */
    private void leave() {
        putting.lock();
        try {
            if (own != null) {
                own.leave();
                own = null;
                left = true;
            }
        } finally {
            putting.unlock();
        }
    }

    private SpmcRingProducer takeOverOrMake() {
        for (SpmcRing ring : rings()) {
            SpmcRingProducer taken = SpmcRingProducer.takeOver(ring, self);
            if (taken != null) {
                return taken;
            }
        }
        return SpmcRingProducer.of(
                add(SpmcRing.create(entryCount(capacity), memory.ringBytes(), self)));
    }

    private SpmcRing add(long number) {
        for (int index = rings().length; index < QueueLayout.MOST_RINGS; index++) {
            if (memory.addRing(index, number)) {
                SpmcRing[] all = rings();
                return index < all.length ? all[index] : new SpmcRing(number); // freed meanwhile
            }
        }
        throw new PolyrhythmException(
                "too many processes put into one queue: limit=" + QueueLayout.MOST_RINGS);
    }

    /** Twice as many entries as items: those that are taken out of their turn leave gaps. */
    private static int entryCount(int capacity) {
        int wanted = Math.clamp(2L * capacity, SMALLEST_RING, LARGEST_RING);
        return Integer.highestOneBit(wanted - 1) << 1;
    }
}
