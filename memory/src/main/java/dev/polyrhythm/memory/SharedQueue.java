package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.codec.EncodedItem;
import dev.polyrhythm.memory.internal.codec.ValueCodec;
import dev.polyrhythm.memory.internal.pipe.QueueAccess;
import dev.polyrhythm.memory.internal.ring.QueueIterator;
import dev.polyrhythm.memory.internal.ring.SpmcRing;
import dev.polyrhythm.memory.internal.wait.Deadline;
import dev.polyrhythm.memory.internal.wait.EventCount;
import dev.polyrhythm.memory.internal.wait.Waiter;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.AbstractQueue;
import java.util.Collection;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue that threads of all processes of a program share: many put, many take, and any of
 * them may be killed at any moment without holding up or confusing the others.
 *
 * {@snippet file="dev/polyrhythm/memory/QueueSnippets.java" region="queue"}
 *
 * <p><b>Items.</b> An item is copied into shared memory by {@code put}, in the caller, which gets
 * the error if it cannot travel; its taker gets an equal object. Byte arrays, strings, arrays of
 * primitives and their wrappers travel as they are; other objects go through the {@link
 * Serializer}. A process can end before the items that it has put are taken.
 *
 * <p><b>Order.</b> What one process puts is taken in that order; what several put, in turn.
 *
 * <p><b>Bounds.</b> The queue holds at most {@code capacity} items, and memory for the items of
 * each process that puts is set aside when it first does: an item for which that memory has no room
 * waits as in a full queue. An item that is larger than a quarter of it travels in a block of its
 * own, of which there are 8 for each process. The memory is used in turn: while one item is handled
 * for very long, or its taker is stopped, the process that put it can put about {@code capacity}
 * more before it has to wait.
 *
 * <p><b>Death.</b> A process that is killed while it puts leaves the item whole or not at all. One
 * that is killed while it takes loses at most the one item that it was taking; with {@link
 * #take(Consumer)} it comes back and is taken by another. Items are never torn, and never given out
 * twice otherwise. When a process that has put something here is killed, a wait for items in each
 * other process ends, once the queue is empty, with one {@link OwnerDiedException}: a consumer that
 * counts on more items learns that they may not come; one that does not waits again.
 *
 * <p><b>Closing.</b> {@link #close()} ends the queue for all processes: nothing more can be put,
 * and a taker gets the items that are left, then {@link ClosedException}; not before the items that
 * others are {@linkplain #take(Consumer) handling} are done. The memory of the items is freed then.
 *
 * <p><b>Threads and processes.</b> All methods may be used by any thread of any process. A worker
 * gets hold of the queue by capturing it; it lives as long as the program. Waits are interruptible;
 * a virtual thread does not hold its carrier while it waits. What happened before an item was put
 * in one process is seen after it was taken in another. Iterators are weakly consistent.
 *
 * @param <E> the items' type
 */
public final class SharedQueue<E> extends AbstractQueue<E>
        implements BlockingQueue<E>, AutoCloseable, Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private static final long BYTES_PER_ITEM = 1 << 10;
    private static final long FEWEST_BYTES = 1 << 16;
    private static final long MOST_BYTES = 1 << 20;
    private static final long LARGEST_RING = 1 << 30;

    static {
        QueueAccess.provide(new QueueAccessImpl());
    }

    private final QueueMemory memory;
    private transient LocalQueue process;
    private transient EventCount items;
    private transient EventCount room;

    private SharedQueue(QueueMemory memory) {
        this.memory = memory;
        this.process = LocalQueue.of(memory);
        this.items = memory.items();
        this.room = memory.room();
    }

    /**
     * Makes a new, empty queue, with 64 KiB to 1 MiB of memory for each process that puts.
     *
     * @param <E> the items' type
     * @param capacity how many items it holds at most, at least 1
     * @return the queue, to be captured by workers
     * @throws IllegalArgumentException if the capacity is out of range
     * @throws PolyrhythmException if there is no space for it
     */
    public static <E> SharedQueue<E> create(int capacity) {
        return create(capacity, Math.clamp(capacity * BYTES_PER_ITEM, FEWEST_BYTES, MOST_BYTES));
    }

    /**
     * Makes a new, empty queue.
     *
     * @param <E> the items' type
     * @param capacity how many items it holds at most, at least 1
     * @param byteSize bytes of memory for the items of each process that puts, 1,024 to 2^30;
     *     rounded up to a power of two
     * @return the queue, to be captured by workers
     * @throws IllegalArgumentException if the capacity or the size is out of range
     * @throws PolyrhythmException if there is no space for it
     */
    public static <E> SharedQueue<E> create(int capacity, long byteSize) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be 1 or more: capacity=" + capacity);
        }
        if (byteSize < BYTES_PER_ITEM || byteSize > LARGEST_RING) {
            throw new IllegalArgumentException(
                    "memory for items must be %d to %d bytes: byteSize=%d"
                            .formatted(BYTES_PER_ITEM, LARGEST_RING, byteSize));
        }
        return new SharedQueue<>(QueueMemory.create(capacity, powerOfTwo(byteSize)));
    }

    private static long powerOfTwo(long atLeast) {
        return Long.highestOneBit(atLeast - 1) << 1;
    }

    /**
     * Appends an item; waits for room.
     *
     * @param item not null
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     * @throws IllegalArgumentException if the item cannot travel
     * @throws ClosedException if the queue is closed
     */
    @Override
    public void put(E item) throws InterruptedException {
        offer(item, Deadline.NEVER);
    }

    /**
     * Appends an item; waits for room, but not for longer than the limit.
     *
     * @param item not null
     * @param timeout the limit; zero or less does not wait
     * @return false if there was no room all the time
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     * @throws IllegalArgumentException if the item cannot travel
     * @throws ClosedException if the queue is closed
     */
    public boolean offer(E item, Duration timeout) throws InterruptedException {
        return offer(item, Deadline.after(timeout));
    }

    @Override
    public boolean offer(E item, long timeout, TimeUnit unit) throws InterruptedException {
        return offer(item, Deadline.after(unit.toNanos(timeout)));
    }

    /**
     * Appends an item if there is room for it now.
     *
     * @param item not null
     * @return false if the queue is full
     * @throws IllegalArgumentException if the item cannot travel
     * @throws ClosedException if the queue is closed
     */
    @Override
    public boolean offer(E item) {
        return tryPut(ValueCodec.encode(Objects.requireNonNull(item, "item")));
    }

    private boolean offer(E item, Deadline deadline) throws InterruptedException {
        return offer(item, deadline, process::repair);
    }

    boolean offer(E item, Deadline deadline, Runnable care) throws InterruptedException {
        EncodedItem encoded = ValueCodec.encode(Objects.requireNonNull(item, "item"));
        requireNotInterrupted();
        return tryPut(encoded)
                || new Waiter(room, deadline)
                        .await(
                                () -> process.isRoomy() && tryPut(encoded),
                                () -> tryPut(encoded),
                                care);
    }

    private boolean tryPut(EncodedItem item) {
        SpmcRing.Place place = process.append(item);
        if (place == null) {
            return false;
        }
        if (memory.isClosed() && place.ring().remove(place.item())) {
            process.freeIfOver();
            throw LocalQueue.closed(); // after the last check of the takers
        }
        items.wakeAll();
        return true;
    }

    private static void requireNotInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /**
     * Takes the next item; waits for one. If this process is killed meanwhile, the item is lost.
     *
     * @return the item
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     * @throws OwnerDiedException if the queue is empty and a process that put here was killed; once
     * @throws ClosedException if the queue is closed, and empty
     */
    @Override
    public E take() throws InterruptedException {
        return Objects.requireNonNull(poll(Deadline.NEVER));
    }

    /**
     * Takes the next item, but not for longer than the limit.
     *
     * @param timeout the limit; zero or less does not wait
     * @return the item, or null if there was none all the time
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     * @throws OwnerDiedException if the queue is empty and a process that put here was killed; once
     * @throws ClosedException if the queue is closed, and empty
     */
    public @Nullable E poll(Duration timeout) throws InterruptedException {
        return poll(Deadline.after(timeout));
    }

    @Override
    public @Nullable E poll(long timeout, TimeUnit unit) throws InterruptedException {
        return poll(Deadline.after(unit.toNanos(timeout)));
    }

    private @Nullable E poll(Deadline deadline) throws InterruptedException {
        return poll(deadline, this::lookAfterOthers);
    }

    @Nullable E poll(Deadline deadline, Runnable care) throws InterruptedException {
        SpmcRing.Place place = await(false, deadline, care);
        return place == null ? null : read(place);
    }

    /** Takes the next item if there is one; null if not, also when the queue is closed. */
    @Override
    public @Nullable E poll() {
        SpmcRing.Place place = process.take(false);
        if (place == null && process.repairIfDue()) {
            place = process.take(false);
        }
        return place == null ? null : read(place);
    }

    /**
     * Takes the next item and hands it to a handler; waits for one. The item is done when the
     * handler has returned or thrown. If this process is killed before, the item comes back, and
     * another process takes it: at least once, and repeated only after a kill.
     *
     * @param handler what is done with the item, in this thread
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     * @throws OwnerDiedException if the queue is empty and a process that put here was killed; once
     * @throws ClosedException if the queue is closed, and empty
     */
    public void take(Consumer<? super E> handler) throws InterruptedException {
        SpmcRing.Place place =
                Objects.requireNonNull(await(true, Deadline.NEVER, this::lookAfterOthers));
        boolean isOutermost = process.beginHandling();
        try {
            handler.accept(cast(place.ring().read(place.item())));
        } finally {
            if (isOutermost) {
                process.endHandling();
            }
            finish(place);
        }
    }

    private E read(SpmcRing.Place place) {
        try {
            return cast(place.ring().read(place.item()));
        } finally {
            finish(place);
        }
    }

    private void finish(SpmcRing.Place place) {
        place.ring().finish(place.item());
        if (room.hasSleepers() && process.isRoomy()) {
            room.wakeAll();
        }
        if (memory.isClosed()) {
            process.freeIfOver();
        }
    }

    /** Takes the next item; null if the time is over. */
    private SpmcRing.@Nullable Place await(boolean returns, Deadline deadline, Runnable care)
            throws InterruptedException {
        requireNotInterrupted();
        SpmcRing.Place place = process.take(returns);
        if (place != null) {
            return place;
        }
        Found found = new Found();
        new Waiter(items, deadline).await(() -> found.set(takeOrEnd(returns)), care);
        return found.place;
    }

    /**
     * Checks first whether the queue is closed: items that were put before are found then. An item
     * that another process is handling may come back.
     */
    private SpmcRing.@Nullable Place takeOrEnd(boolean returns) {
        boolean isClosed = memory.isClosed();
        SpmcRing.Place place = process.take(returns);
        if (place == null && isClosed && !process.repair() && !process.isHandledByOthers()) {
            process.freeIfOver();
            throw LocalQueue.closed();
        }
        return place;
    }

    /**
     * Finishes the steps that dead processes left half done. True if that gave an item, or room.
     */
    boolean repair() {
        return process.repair();
    }

    /** Returns the event that ends a wait for items. */
    EventCount items() {
        return items;
    }

    private void lookAfterOthers() {
        if (!process.repair()) {
            process.tellOfDeath();
        }
    }

    /** Returns the next item, which stays; null if there is none. */
    @Override
    public @Nullable E peek() {
        Iterator<E> iterator = iterator();
        return iterator.hasNext() ? iterator.next() : null;
    }

    @Override
    public int size() {
        return Math.toIntExact(process.size());
    }

    /**
     * Returns how many items can be put without waiting, if their bytes have room.
     *
     * @return 0 to the capacity
     */
    @Override
    public int remainingCapacity() {
        return Math.max(0, memory.capacity() - size());
    }

    @Override
    public int drainTo(Collection<? super E> target) {
        return drainTo(target, Integer.MAX_VALUE);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a queue is equal to nothing but itself
    public int drainTo(Collection<? super E> target, int limit) {
        if (target == this) {
            throw new IllegalArgumentException("a queue cannot be drained to itself");
        }
        Objects.requireNonNull(target, "target");
        int count = 0;
        while (count < limit) {
            E item = poll();
            if (item == null) {
                break;
            }
            target.add(item);
            count++;
        }
        return count;
    }

    @Override
    public Iterator<E> iterator() {
        return new QueueIterator<>(process.rings(), room, this::cast);
    }

    /**
     * Ends the queue for all processes. What is in it can still be taken; then its memory is freed.
     * Idempotent.
     */
    @Override
    public void close() {
        memory.close();
        items.wakeAll();
        room.wakeAll();
        process.freeIfOver();
    }

    /**
     * Returns whether it is closed.
     *
     * @return true once some process has closed it, also while it still holds items
     */
    public boolean isClosed() {
        return memory.isClosed();
    }

    @SuppressWarnings("unchecked") // only E's are put
    private E cast(Object item) {
        return (E) item;
    }

    @Serial
    private void readObject(ObjectInputStream stream) throws IOException, ClassNotFoundException {
        stream.defaultReadObject();
        process = LocalQueue.of(memory);
        items = memory.items();
        room = memory.room();
    }

    private static final class Found {
        SpmcRing.@Nullable Place place;

        boolean set(SpmcRing.@Nullable Place taken) {
            place = taken;
            return taken != null;
        }
    }
}
