package dev.polyrhythm;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until a test moves it, so that what depends on time is exact and
 * repeatable. It drives timers, rhythms and boards of this process; {@link Thread#sleep} it cannot
 * drive.
 *
 * <p>Moving it stops at every deadline on the way, of every {@linkplain Agenda agenda} and of every
 * {@link Rhythm}: each sees all of its deadlines to the nanosecond. First the agendas do what is
 * due, then the clock stands still until the beats that are due have ended, so a beat must not wait
 * for the thread that moves the clock. Other threads that {@linkplain #sleepUntil sleep} are woken,
 * and not waited for.
 *
 * <p>All methods may be called by any thread. Of several threads that move the clock one does after
 * the other. A beat may move it as well, as a way to take its time: the clock does not wait then.
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
    private final PacedThreads paced = new PacedThreads();
    private volatile long now;
    private int sleepers;
    private @Nullable Thread mover;

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
            if (now < deadlineNanos) {
                paced.sleep(deadlineNanos);
            }
            moved.signalAll();
            while (now < deadlineNanos) {
                moved.await();
            }
        } finally {
            paced.wake();
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
            if (duration.isZero() || paced.hasCaller() || isMover()) {
                move(duration.toNanos(), false);
            } else {
                moveInTurn(duration.toNanos());
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isMover() {
        return Thread.currentThread().equals(mover);
    }

    private void moveInTurn(long nanos) {
        while (mover != null) {
            moved.awaitUninterruptibly();
        }
        mover = Thread.currentThread();
        try {
            move(nanos, true);
        } finally {
            mover = null;
            moved.signalAll();
        }
    }

    /** Goes from deadline to deadline; where it waits for beats, these may move the clock, too. */
    private void move(long nanos, boolean waits) {
        awaitPaced(waits);
        long target = now + nanos;
        for (long next = nextDeadline(); next <= target; next = nextDeadline()) {
            moveTo(Math.max(next, now));
            long time = now;
            agendas.forEach(agenda -> agenda.runDue(time));
            awaitPaced(waits);
        }
        moveTo(Math.max(target, now));
    }

    private void awaitPaced(boolean waits) {
        while (waits && paced.isAnyAwake()) {
            moved.awaitUninterruptibly();
        }
    }

    /** Makes the clock wait whenever the calling thread is awake, until it leaves. */
    void enter() {
        lock.lock();
        try {
            paced.enter();
        } finally {
            lock.unlock();
        }
    }

    /** Undoes {@link #enter}. */
    void leave() {
        lock.lock();
        try {
            paced.leave();
            moved.signalAll();
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
        long next = paced.nextDeadlineNanos();
        for (Agenda agenda : agendas) {
            next = Math.min(next, agenda.nextDeadlineNanos());
        }
        return next;
    }

    private void moveTo(long time) {
        now = time;
        paced.wakeDue(time);
        moved.signalAll();
    }
}
