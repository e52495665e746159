package dev.polyrhythm.memory;

import dev.polyrhythm.memory.spi.Block;
import dev.polyrhythm.memory.spi.ProgramExit;
import dev.polyrhythm.memory.spi.Region;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A queue as this process sees it: its rings, the own one among them, and which deaths this process
 * has been told of. One object for each queue, however many handles there are.
 */
final class QueueProcess {
    private static final Map<Block.Handle, QueueProcess> ALL = new ConcurrentHashMap<>();
    private static final int SMALLEST_RING = 16;
    private static final int LARGEST_RING = 1 << 20;

    private final QueueMemory memory;
    private final int capacity;
    private final long self = Region.current().self();
    private final ReentrantLock putting = new ReentrantLock();
    private final Map<Long, Long> told = new HashMap<>(); // ring's number, owner that died
    private @Nullable RingOwner own;
    private boolean left;
    private volatile Ring[] rings = {};
    private int turn; // where to look first; a race does no harm

    private QueueProcess(QueueMemory memory) {
        this.memory = memory;
        this.capacity = memory.capacity();
    }

    static QueueProcess of(QueueMemory memory) {
        return ALL.computeIfAbsent(memory.handle(), handle -> new QueueProcess(memory));
    }

    /**
     * Appends an item to this process's ring, unless the queue is full.
     *
     * @return where it is, or null
     */
    @Nullable Place append(EncodedItem item) {
        putting.lock();
        try {
            RingOwner ring = ownRing();
            if (ring == null) {
                return null;
            }
            long number = append(item, ring);
            return number == Ring.NONE ? null : new Place(ring.ring(), number);
        } finally {
            putting.unlock();
        }
    }

    private long append(EncodedItem item, RingOwner ring) {
        long number = Ring.NONE;
        ring.reserve();
        try {
            number = hasRoom(ring) ? ring.append(item) : Ring.NONE;
        } finally {
            if (number == Ring.NONE) { // no room, or no memory
                ring.cancelReservation();
            }
        }
        return number;
    }

    /**
     * Whether there is a place for one more item. Every process announces its item before it
     * counts, so of two that reach for the last place at least one sees the other.
     */
    private boolean hasRoom(RingOwner own) {
        Ring[] all = rings();
        if (all.length == 1) {
            return own.sizeAtMost(capacity) < capacity || own.ring().size() < capacity;
        }
        long size = 1;
        for (Ring ring : all) {
            size += ring == own.ring() ? ring.size() : ring.sizeWithReserved();
        }
        return size <= capacity;
    }

    /** Items that wait, those that are being put not counted. */
    long size() {
        long size = 0;
        for (Ring ring : rings()) {
            size += ring.size();
        }
        return size;
    }

    /**
     * Takes the next item of whichever ring.
     *
     * @return where it is, or null if there is none
     */
    @Nullable Place take(boolean returns) {
        Ring[] all = rings();
        int first = turn;
        for (int i = 0; i < all.length; i++) {
            int index = (first + i) % all.length;
            long item = all[index].take(self, returns);
            if (item != Ring.NONE) {
                turn = (index + 1) % all.length;
                return new Place(all[index], item);
            }
        }
        return null;
    }

    /** Deals with what dead processes had taken. True if an item came back, or room. */
    boolean repair() {
        boolean changed = false;
        for (Ring ring : rings()) {
            changed |= ring.repair();
        }
        return changed;
    }

    /**
     * Tells of a process that was killed and had put something here, once, and when nothing is
     * left: the death is seen first, so that nothing can come from it afterwards.
     *
     * @throws OwnerDiedException if there is one that this process has not been told of
     */
    synchronized void tellOfDeath() {
        for (Ring ring : rings()) {
            long owner = ring.owner();
            long dead = owner == 0 || ring.isOwnerAlive() ? ring.lastDeadOwner() : owner;
            if (dead != 0 && !isTold(ring, dead) && size() == 0) {
                told.put(ring.fileNumber(), dead);
                throw new OwnerDiedException(
                        "a process that put into the queue has died", Region.current().pid(dead));
            }
        }
    }

    private boolean isTold(Ring ring, long dead) {
        return Long.valueOf(dead).equals(told.get(ring.fileNumber()));
    }

    /** All rings, as far as they are known now. */
    Ring[] rings() {
        Ring[] known = rings;
        return memory.ringAt(known.length) < 0 ? known : moreRings();
    }

    private synchronized Ring[] moreRings() {
        Ring[] known = rings;
        while (memory.ringAt(known.length) >= 0) {
            long number = memory.ringAt(known.length);
            known = Arrays.copyOf(known, known.length + 1);
            known[known.length - 1] = new Ring(Region.current().resolve(number));
        }
        rings = known;
        return known;
    }

    /** Null once this process has left; its last threads then find the queue full. */
    private @Nullable RingOwner ownRing() {
        if (own == null && !left) {
            own = takeOverOrMake();
            ProgramExit.register(ProgramExit.Phase.MEMORY, this::leave);
        }
        return own;
    }

    /** This process ends in good order: its ring is another's, and nobody is told of a death. */
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

    private RingOwner takeOverOrMake() {
        for (Ring ring : rings()) {
            RingOwner taken = RingOwner.takeOver(ring, self);
            if (taken != null) {
                return taken;
            }
        }
        long made = Ring.create(entryCount(capacity), memory.ringBytes(), self).fileNumber();
        return RingOwner.of(add(made));
    }

    private Ring add(long fileNumber) {
        for (int index = rings().length; index < QueueMemory.MOST_RINGS; index++) {
            if (memory.addRing(index, fileNumber)) {
                return rings()[index];
            }
        }
        throw new PolyrhythmException(
                "too many processes put into one queue: limit=" + QueueMemory.MOST_RINGS);
    }

    /** Twice as many entries as items: those that are taken out of their turn leave gaps. */
    private static int entryCount(int capacity) {
        int wanted = Math.clamp(2L * capacity, SMALLEST_RING, LARGEST_RING);
        return Integer.highestOneBit(wanted - 1) << 1;
    }

    /**
     * An item's place.
     *
     * @param ring the ring that it is in
     * @param item its number there
     */
    record Place(Ring ring, long item) {}
}
