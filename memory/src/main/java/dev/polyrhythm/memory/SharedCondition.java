package dev.polyrhythm.memory;

import java.io.Serial;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/**
 * A condition of a {@link SharedLock}; it travels with its lock. A wait ends when the count of
 * signals has changed. As {@link Condition} allows, one signal can end the wait of several: so no
 * signal is lost with a process that dies before it could go on.
 */
final class SharedCondition implements Condition, Serializable {
    @Serial private static final long serialVersionUID = 1L;

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

    /** True if it was signalled, false if the time is over. */
    private boolean pause(Deadline deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        int before = signals.get();
        int held = lock.releaseAll();
        try {
            while (signals.get() == before && !deadline.isOver()) {
                Waiting.step(word(), before, deadline.leftNanos());
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } finally {
            lock.takeAgain(held);
        }
        return signals.get() != before;
    }

    @Override
    public void awaitUninterruptibly() {
        boolean interrupted = Thread.interrupted();
        int before = signals.get();
        int held = lock.releaseAll();
        while (signals.get() == before) {
            Waiting.step(word(), before, Long.MAX_VALUE);
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
        Waiting.wake(word(), 1);
    }

    @Override
    public void signalAll() {
        lock.requireHeld();
        signals.getAndAdd(1);
        Waiting.wake(word(), Integer.MAX_VALUE);
    }
}
