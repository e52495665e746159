package dev.polyrhythm;

import dev.polyrhythm.memory.ClosedException;
import dev.polyrhythm.memory.OwnerDiedException;
import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.SharedQueue;
import dev.polyrhythm.memory.internal.pipe.EndHolders;
import dev.polyrhythm.memory.internal.pipe.EndsInTransit;
import dev.polyrhythm.memory.internal.pipe.PipeEnd;
import dev.polyrhythm.memory.internal.pipe.PipeMemory;
import dev.polyrhythm.memory.internal.pipe.PipeMemory.Side;
import dev.polyrhythm.memory.internal.pipe.QueueAccess;
import dev.polyrhythm.memory.internal.wait.Durations;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One end of a {@link Pipe}: sends to the other end, and receives what was sent there.
 *
 * {@snippet file="dev/polyrhythm/PipeSnippets.java" region="echo"}
 *
 * <p><b>Items.</b> An item is copied into shared memory by {@code send}, in the caller, which gets
 * the error if it cannot travel; an equal object is received. Byte arrays, strings, arrays of
 * primitives and their wrappers travel as they are, other objects are serialized. Items of one
 * process arrive in the order in which they were sent. Up to 64 items, or 64 KiB, wait to be
 * received; then {@code send} waits for room. An item of more than 16 KiB, up to 1 GiB, travels in
 * a block of its own.
 *
 * <p><b>Holders.</b> A process holds an end from its first use of it there, or from when it was
 * started with it or has received it, until it {@linkplain #close() closes} it or ends. Merely
 * having opened the pipe does not count. Several processes may hold an end: each item goes to one
 * of them.
 *
 * <p><b>The end of an end.</b> It is over when the last process that held it has closed it or has
 * ended. Then the other end receives what was sent before, and after that {@code receive} throws
 * {@link ClosedException}; if a process that held it has died (was killed, or never got so far as
 * to receive its end), {@link OwnerDiedException}. {@code send} to an end that is over throws the
 * same. An end that no process has held yet is waited for; one that was sent through a queue, or to
 * a process that died before it received it, may never be held.
 *
 * <p><b>Threads and processes.</b> All methods may be used by any thread of any process, also at
 * the same time. A worker gets hold of an end by capturing it; it can also be sent through another
 * pipe. Waits are interruptible; a virtual thread does not hold its carrier while it waits. What
 * happened before an item was sent is seen after it was received.
 *
 * @param <T> the type of what is sent
 */
public final class Connection<T> implements AutoCloseable, Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private static final long CARE_NANOS = 1_000_000;

    private final transient PipeMemory memory;
    private final transient Side side;
    private final transient PipeEnd own;
    private final transient EndHolders other;
    private final transient SharedQueue<Object> in;
    private final transient SharedQueue<Object> out;
    private transient long caredNanoTime = System.nanoTime() - CARE_NANOS; // a race does no harm

    Connection(PipeMemory memory, Side side) {
        this.memory = memory;
        this.side = side;
        this.own = PipeEnd.of(memory, side);
        this.other = memory.holders(side.other());
        this.in = memory.queueTo(side);
        this.out = memory.queueTo(side.other());
    }

    /**
     * Sends an item; waits for room.
     *
     * @param item not null
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     * @throws IllegalArgumentException if the item cannot travel
     * @throws ClosedException if the other end is closed, or this one
     * @throws OwnerDiedException if the other end has died
     */
    public void send(T item) throws InterruptedException {
        Objects.requireNonNull(item, "item");
        prepare();
        if (item instanceof byte[] || item instanceof String || item instanceof Number) {
            put(item);
        } else {
            new EndsInTransit().during(() -> put(item));
        }
    }

    /**
     * Sends bytes, as they are; waits for room. The same as {@code send} of a byte array.
     *
     * @param bytes all of them are sent
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     * @throws IllegalArgumentException if there are more than 2^30
     * @throws ClosedException if the other end is closed, or this one
     * @throws OwnerDiedException if the other end has died
     */
    public void sendBytes(byte[] bytes) throws InterruptedException {
        Objects.requireNonNull(bytes, "bytes");
        prepare();
        put(bytes);
    }

    /**
     * Sends some bytes of an array, as they are; waits for room.
     *
     * @param bytes where they are
     * @param from index of the first one
     * @param length how many
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     * @throws IndexOutOfBoundsException if the array has not so many from there on
     * @throws IllegalArgumentException if there are more than 2^30
     * @throws ClosedException if the other end is closed, or this one
     * @throws OwnerDiedException if the other end has died
     */
    public void sendBytes(byte[] bytes, int from, int length) throws InterruptedException {
        Objects.checkFromIndexSize(from, length, bytes.length);
        sendBytes(Arrays.copyOfRange(bytes, from, from + length));
    }

    /**
     * Looks after the other end, not at every item, as that asks the system: a millisecond later
     * does as well.
     */
    private void prepare() {
        own.hold();
        if (System.nanoTime() - caredNanoTime >= CARE_NANOS) {
            lookAfterOther();
        }
    }

    private Void put(Object item) throws InterruptedException {
        if (in.isClosed()) {
            memory.close(); // the process that closed one way may not have got to the other
        }
        try {
            QueueAccess.get().put(out, item, this::care);
            return null;
        } catch (ClosedException e) {
            throw out.isClosed() ? reason(e) : e; // what is sent may be a closed end
        }
    }

    /**
     * Receives the next item; waits for one.
     *
     * @return the item
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     * @throws ClosedException if there is none, and the other end is closed, or this one
     * @throws OwnerDiedException if there is none, and the other end has died
     */
    public T receive() throws InterruptedException {
        return cast(Objects.requireNonNull(take(Long.MAX_VALUE)));
    }

    /**
     * Receives the next item, but does not wait for it for longer than the limit.
     *
     * @param timeout the limit; zero or less does not wait
     * @return the item, or null if there was none all the time
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     * @throws ClosedException if there is none, and the other end is closed, or this one
     * @throws OwnerDiedException if there is none, and the other end has died
     */
    public @Nullable T receive(Duration timeout) throws InterruptedException {
        Object item = take(Durations.toNanos(timeout));
        return item == null ? null : cast(item);
    }

    /**
     * Receives bytes; waits for them.
     *
     * @return what was sent as bytes, by whichever method
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     * @throws IllegalStateException if the next item is no byte array; it is gone then
     * @throws ClosedException if there are none, and the other end is closed, or this one
     * @throws OwnerDiedException if there are none, and the other end has died
     */
    public byte[] receiveBytes() throws InterruptedException {
        Object item = Objects.requireNonNull(take(Long.MAX_VALUE));
        if (item instanceof byte[] bytes) {
            return bytes;
        }
        throw new IllegalStateException(
                "what was sent is not bytes, use receive() for it: class="
                        + item.getClass().getName());
    }

    private @Nullable Object take(long limitNanos) throws InterruptedException {
        own.hold();
        try {
            return QueueAccess.get().take(in, limitNanos, this::care);
        } catch (ClosedException e) {
            throw reason(e);
        }
    }

    /**
     * Returns whether {@link #receive()} would not wait now: there is an item, or there will never
     * be one again. Another thread may be faster to receive it.
     *
     * @return true also when receive would throw
     * @throws ClosedException if this process has closed this end
     */
    public boolean poll() {
        prepare();
        return !in.isEmpty() || in.isClosed();
    }

    /**
     * Waits until {@link #poll()} is true, but not for longer than the limit.
     *
     * @param timeout the limit; zero or less does not wait
     * @return false if it was not, all the time
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     * @throws ClosedException if this process has closed this end
     */
    public boolean poll(Duration timeout) throws InterruptedException {
        return !Connections.await(List.of(this), timeout).isEmpty();
    }

    /**
     * Looks after the other end during a wait. Once the queues are closed, the wait ends after the
     * last item.
     */
    private void care() {
        own.requireOpen();
        lookAfterOther();
    }

    void lookAfterOther() {
        if (other.checkOver() && !(in.isClosed() && out.isClosed())) {
            memory.close();
        }
        caredNanoTime = System.nanoTime();
    }

    SharedQueue<Object> incoming() {
        return in;
    }

    /** Returns why the queue is closed. */
    private PolyrhythmException reason(ClosedException closed) {
        own.requireOpen();
        EndHolders over = other.isOver() ? other : own.holders();
        String which = over == other ? "the other end" : "this end";
        PolyrhythmException reason =
                over.hasDied()
                        ? new OwnerDiedException(
                                which + " of the pipe has died with a process that held it",
                                over.deadPid())
                        : new ClosedException(which + " of the pipe is closed: this side=" + side);
        reason.initCause(closed);
        return reason;
    }

    @SuppressWarnings("unchecked") // only T's are sent, but for bytes
    private T cast(Object item) {
        return (T) item;
    }

    /**
     * Gives this end up, for this process; the last process that does so ends it. What was sent can
     * still be received at the other end. Threads of this process that wait here are told with
     * {@link ClosedException}. Idempotent.
     */
    @Override
    public void close() {
        own.close();
    }

    /**
     * Returns whether this process has closed this end.
     *
     * @return true from {@link #close()} on
     */
    public boolean isClosed() {
        return own.isClosed();
    }

    /** Returns which side it is, and the processes that hold the other end. */
    @Override
    public String toString() {
        return "Connection[side=%s, closed=%s, otherSidePids=%s]"
                .formatted(side, isClosed(), Arrays.toString(other.pids()));
    }

    @Serial
    private Object writeReplace() {
        own.requireOpen();
        return new Reference(memory, side, EndsInTransit.expect(own.holders()));
    }

    @Serial
    private void readObject(ObjectInputStream stream) throws InvalidObjectException {
        throw new InvalidObjectException("a connection travels as a reference");
    }

    private record Reference(PipeMemory memory, Side side, long expected) implements Serializable {
        @Serial private static final long serialVersionUID = 1L;

        @Serial
        private Object readResolve() {
            PipeEnd end = PipeEnd.of(memory, side);
            end.mayBeUsed(expected);
            end.hold();
            return new Connection<>(memory, side);
        }
    }
}
