package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.owner.RateLimit;
import dev.polyrhythm.memory.internal.wait.Deadline;
import dev.polyrhythm.memory.internal.wait.Waiter;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;

/**
 * A {@link java.util.concurrent.Semaphore} that threads of all processes of a program share. Its
 * permits are held by processes, and those of a process that dies come back.
 *
 * {@snippet file="dev/polyrhythm/memory/SynchronizerSnippets.java" region="semaphore"}
 *
 * <p><b>Permits.</b> A process can release what it holds and no more, by any of its threads. A
 * semaphore that is a signal, acquired by one process and released by another, is made with {@link
 * #unowned}: its permits have no holder.
 *
 * <p><b>Threads and processes.</b> All methods may be used by any thread of any process. A worker
 * gets hold of the semaphore by capturing it; it lives as long as the program. It is not fair: a
 * thread that wants many permits can wait for long. A virtual thread does not hold its carrier
 * while it waits.
 *
 * <p><b>Memory effects.</b> What happened before a release in one process is seen after an
 * acquisition of the permits in another.
 *
 * <p><b>Death.</b> The permits of a process come back when it ends, however it does; a waiting
 * thread gets them within some milliseconds and is not told. Permits that a process has acquired of
 * an unowned semaphore do not come back.
 */
public final class SharedSemaphore implements Serializable {
    @Serial private static final long serialVersionUID = 1L;

    private final Permits supply;
    private transient RateLimit interval;

    private SharedSemaphore(Permits supply) {
        this.supply = supply;
        this.interval = new RateLimit();
    }

    @Serial
    private void readObject(ObjectInputStream stream) throws IOException, ClassNotFoundException {
        stream.defaultReadObject();
        interval = new RateLimit();
    }

    /**
     * Makes a semaphore whose permits are held by the processes that acquire them.
     *
     * @param permits how many there are in all, at least 1
     * @return the semaphore, to be captured by workers
     * @throws IllegalArgumentException if the number of permits is out of range
     * @throws PolyrhythmException if there is no space for it
     */
    public static SharedSemaphore create(int permits) {
        if (permits < 1) {
            throw new IllegalArgumentException(
                    "permits must be 1 or more, as none can be added to those that processes hold:"
                            + " permits="
                            + permits
                            + "; use unowned() for a signal");
        }
        return new SharedSemaphore(OwnedPermits.create(permits));
    }

    /**
     * Makes a semaphore that is a signal: every process may release permits, also without having
     * acquired any.
     *
     * @param permits how many there are at first, 0 or more
     * @return the semaphore, to be captured by workers
     * @throws IllegalArgumentException if the number of permits is negative
     * @throws PolyrhythmException if there is no space for it
     */
    public static SharedSemaphore unowned(int permits) {
        requireNotNegative(permits);
        return new SharedSemaphore(UnownedPermits.create(permits));
    }

    private static void requireNotNegative(int permits) {
        if (permits < 0) {
            throw new IllegalArgumentException("permits must be 0 or more: permits=" + permits);
        }
    }

    /**
     * Acquires a permit; waits for it.
     *
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     */
    public void acquire() throws InterruptedException {
        acquire(1);
    }

    /**
     * Acquires permits, all at once; waits for them.
     *
     * @param permits how many, 0 or more
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     * @throws IllegalArgumentException if the number is negative, or more than there are
     */
    public void acquire(int permits) throws InterruptedException {
        acquire(permits, Deadline.NEVER);
    }

    /** Acquires a permit; waits for it, also when this thread is interrupted. */
    public void acquireUninterruptibly() {
        acquireUninterruptibly(1);
    }

    /**
     * Acquires permits, all at once; waits for them, also when this thread is interrupted.
     *
     * @param permits how many, 0 or more
     * @throws IllegalArgumentException if the number is negative, or more than there are
     */
    public void acquireUninterruptibly(int permits) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    acquire(permits, Deadline.NEVER);
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Acquires a permit if one is free now.
     *
     * @return true if it was acquired
     */
    public boolean tryAcquire() {
        return tryAcquire(1);
    }

    /**
     * Acquires permits, all at once, if so many are free now.
     *
     * @param permits how many, 0 or more
     * @return true if they were acquired
     * @throws IllegalArgumentException if the number is negative, or more than there are
     */
    public boolean tryAcquire(int permits) {
        check(permits);
        return supply.tryTake(permits) || (supply.repair() && supply.tryTake(permits));
    }

    /**
     * Acquires a permit; waits for it, but not for longer than the limit.
     *
     * @param timeout the limit; zero or less does not wait
     * @return true if it was acquired
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     */
    public boolean tryAcquire(Duration timeout) throws InterruptedException {
        return tryAcquire(1, timeout);
    }

    /**
     * Acquires permits, all at once; waits for them, but not for longer than the limit.
     *
     * @param permits how many, 0 or more
     * @param timeout the limit; zero or less does not wait
     * @return true if they were acquired
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     * @throws IllegalArgumentException if the number is negative, or more than there are
     */
    public boolean tryAcquire(int permits, Duration timeout) throws InterruptedException {
        return acquire(permits, Deadline.after(timeout));
    }

    private boolean acquire(int permits, Deadline deadline) throws InterruptedException {
        check(permits);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return tryAcquire(permits)
                || new Waiter(supply.event(), deadline)
                        .await(() -> supply.tryTakeWaiting(permits), this::repairNowAndThen);
    }

    private void check(int permits) {
        requireNotNegative(permits);
        supply.checkCount(permits);
    }

    private void repairNowAndThen() {
        if (interval.isDue()) {
            supply.repair();
        }
    }

    /**
     * Releases a permit.
     *
     * @throws IllegalStateException if this process does not hold one, or there are too many of an
     *     unowned semaphore
     */
    public void release() {
        release(1);
    }

    /**
     * Releases permits.
     *
     * @param permits how many, 0 or more
     * @throws IllegalArgumentException if the number is negative
     * @throws IllegalStateException if this process holds fewer, or there are too many of an
     *     unowned semaphore
     */
    public void release(int permits) {
        requireNotNegative(permits);
        supply.giveBack(permits);
        supply.event().wakeAll();
    }

    /**
     * Returns how many permits are free now.
     *
     * @return 0 or more; those of processes that have died are free
     */
    public int availablePermits() {
        return supply.available();
    }

    /**
     * Acquires all permits that are free now.
     *
     * @return how many, 0 or more
     */
    public int drainPermits() {
        return supply.drain();
    }

    /** Returns the number of free permits, as text. */
    @Override
    public String toString() {
        return "SharedSemaphore[permits=" + availablePermits() + "]";
    }
}
