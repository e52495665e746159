package dev.polyrhythm;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A clock that stands still until a test moves it, so that what depends on time is exact and
 * repeatable. It drives timers and boards of this process; {@link Thread#sleep} it cannot drive.
 *
 * <p>Moving it stops at every deadline of every {@linkplain Agenda agenda} on the way: an agenda
 * sees each of its deadlines to the nanosecond. All methods may be called by any thread.
 */
public final class VirtualClock implements NanoClock {
    /** Something that has work to do at moments of the clock. */
    public interface Agenda {
        /**
         * The next moment at which there is something to do.
         *
         * @return a time of the clock, {@link Long#MAX_VALUE} for never
         */
        long nextDeadlineNanos();

        /**
         * Does what is due; called by the thread that moves the clock.
         *
         * @param nowNanos the time of the clock; equal to the deadline that was announced
         */
        void runDue(long nowNanos);
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Collection<Agenda> agendas = new CopyOnWriteArrayList<>();
    private volatile long now;
    private int sleepers;

    /** A clock that shows 0. */
    public VirtualClock() {}

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void sleepUntil(long deadlineNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            sleepers++;
            moved.signalAll();
            while (now < deadlineNanos) {
                moved.await();
            }
        } finally {
            sleepers--;
            lock.unlock();
        }
    }

    /**
     * Adds an agenda.
     *
     * @param agenda asked for its next deadline each time that the clock is moved
     */
    public void register(Agenda agenda) {
        agendas.add(agenda);
    }

    /**
     * Removes an agenda.
     *
     * @param agenda the object that was registered
     */
    public void unregister(Agenda agenda) {
        agendas.remove(agenda);
    }

    /**
     * Moves the clock on, by way of every deadline in between.
     *
     * @param duration how far, 0 or more
     * @throws IllegalArgumentException if it is negative
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a clock moves forward only: duration=" + duration);
        }
        lock.lock();
        try {
            long target = now + duration.toNanos();
            for (long next = nextDeadline(); next <= target; next = nextDeadline()) {
                moveTo(Math.max(next, now));
                long time = now;
                agendas.forEach(agenda -> agenda.runDue(time));
            }
            moveTo(target);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until so many threads sleep on this clock, so that a test can move it without a race.
     *
     * @param count number of threads, 1 or more
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void awaitSleepers(int count) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (sleepers < count) {
                moved.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private long nextDeadline() {
        return agendas.stream().mapToLong(Agenda::nextDeadlineNanos).min().orElse(Long.MAX_VALUE);
    }

    private void moveTo(long time) {
        now = time;
        moved.signalAll();
    }
}
