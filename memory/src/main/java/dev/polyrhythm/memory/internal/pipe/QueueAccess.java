package dev.polyrhythm.memory.internal.pipe;

import dev.polyrhythm.memory.ClosedException;
import dev.polyrhythm.memory.SharedQueue;
import java.util.Collection;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits at queues with a check of the caller's own between steps: a pipe has other deaths to look
 * after than a queue has, and may wait at several. All waits are interruptible, and a virtual
 * thread does not hold its carrier.
 */
public abstract class QueueAccess {
    private static volatile @Nullable QueueAccess provided;

    /** Called by the queues' package. */
    protected QueueAccess() {}

    /**
     * Installs the implementation; once, by the queues' package.
     *
     * @param waits the implementation
     */
    public static void provide(QueueAccess waits) {
        provided = waits;
    }

    /**
     * Returns the implementation.
     *
     * @return the only object of its kind, once there was a queue
     */
    public static QueueAccess get() {
        return Objects.requireNonNull(provided, "no queue was made yet");
    }

    /**
     * As {@link SharedQueue#put}.
     *
     * @param <E> the items' type
     * @param queue where
     * @param item what
     * @param care called every few milliseconds of the wait; what it throws ends the wait
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     * @throws ClosedException if the queue is closed
     */
    public abstract <E> void put(SharedQueue<E> queue, E item, Runnable care)
            throws InterruptedException;

    /**
     * As {@link SharedQueue#poll(java.time.Duration)}, but without a report of dead processes.
     *
     * @param <E> the items' type
     * @param queue where
     * @param limitNanos for how long at most, {@link Long#MAX_VALUE} for ever
     * @param care called every few milliseconds of the wait; what it throws ends the wait
     * @return the item, or null if there was none all the time
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     * @throws ClosedException if the queue is closed, and empty
     */
    public abstract <E> @Nullable E take(SharedQueue<E> queue, long limitNanos, Runnable care)
            throws InterruptedException;

    /**
     * Waits until an attempt succeeds, and attempts it again whenever something is put into one of
     * the queues, or one is closed.
     *
     * @param queues where
     * @param limitNanos for how long at most, {@link Long#MAX_VALUE} for ever
     * @param attempt true ends the wait
     * @param care called every few milliseconds of the wait; what it throws ends the wait
     * @return false if the time is over
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     */
    public abstract boolean awaitAny(
            Collection<? extends SharedQueue<?>> queues,
            long limitNanos,
            BooleanSupplier attempt,
            Runnable care)
            throws InterruptedException;
}
