package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.wait.Deadline;
import dev.polyrhythm.memory.internal.wait.WaitStrategy;
import java.io.Serial;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/**
 * A condition of a {@link SharedLock}; it travels with its lock. A wait ends when the count of
 * signals has changed, or a holder of the lock has died: it may have changed what is waited for,
 * and not have come to signal that. As {@link Condition} allows, one signal can end the wait of
 * several: so no signal is lost with a process that dies before it could go on.
 */
final class SharedCondition implements Condition, Serializable {
    @Serial private static final long serialVersionUID = 1L;

    private static final long CARE_NANOS = 2_000_000;

    private final SharedLock lock;
    private final SharedInt signals;

    private SharedCondition(SharedLock lock, SharedInt signals) {
        this.lock = lock;
        this.signals = signals;
    }

    static SharedCondition create(SharedLock lock) {
        return new SharedCondition(lock, SharedInt.create(0));
    }

    @Override
    public void await() throws InterruptedException {
        pause(Deadline.NEVER);
    }

    @Override
    public long awaitNanos(long nanosTimeout) throws InterruptedException {
        Deadline deadline = Deadline.after(nanosTimeout);
        pause(deadline);
        return deadline.leftNanos();
    }

    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return pause(Deadline.after(unit.toNanos(time)));
    }

    @Override
    @SuppressWarnings("JavaUtilDate") // the interface's
    public boolean awaitUntil(Date date) throws InterruptedException {
        long millis = date.getTime() - System.currentTimeMillis();
        return pause(Deadline.after(TimeUnit.MILLISECONDS.toNanos(millis)));
    }

    /** Waits; true if it was signalled, false if the time is over. */
    private boolean pause(Deadline deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Watch watch = new Watch();
        int held = lock.releaseAll();
        try {
            while (!watch.isOver()) {
                if (deadline.isOver()) {
                    return false;
                }
                WaitStrategy.step(word(), watch.signalsBefore, deadline.leftNanos());
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            return true;
        } finally {
            lock.takeAgain(held);
        }
    }

    /** Watches for the end of a wait that begins now, while the lock is held. */
    private final class Watch {
        final int signalsBefore = signals.get();
        private final int deathsBefore = lock.deaths();
        private long cared = System.nanoTime();

        boolean isOver() {
            return signals.get() != signalsBefore
                    || lock.deaths() != deathsBefore
                    || (isCareDue() && lock.isOrphan());
        }

        /**
         * Returns whether to ask the kernel for a death: at each short step that would cost too
         * much.
         */
        private boolean isCareDue() {
            long now = System.nanoTime();
            boolean due = now - cared >= CARE_NANOS;
            cared = due ? now : cared;
            return due;
        }
    }

    @Override
    public void awaitUninterruptibly() {
        boolean interrupted = Thread.interrupted();
        Watch watch = new Watch();
        int held = lock.releaseAll();
        while (!watch.isOver()) {
            WaitStrategy.step(word(), watch.signalsBefore, Long.MAX_VALUE);
            interrupted |= Thread.interrupted();
        }
        lock.takeAgain(held);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private MemorySegment word() {
        return signals.data.asSlice(0, Integer.BYTES);
    }

    @Override
    public void signal() {
        lock.requireHeld();
        signals.getAndAdd(1);
        WaitStrategy.wake(word(), 1);
    }

    @Override
    public void signalAll() {
        lock.requireHeld();
        signals.getAndAdd(1);
        WaitStrategy.wake(word(), Integer.MAX_VALUE);
    }
}
