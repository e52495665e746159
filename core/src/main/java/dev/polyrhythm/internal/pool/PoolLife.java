package dev.polyrhythm.internal.pool;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A pool's way to its end: it is shut down, then does what is in it and what open calls bring; then
 * its workers end, and the pool with the last one. Guarded by the pool's lock, which a method takes
 * itself where it says so.
 */
final class PoolLife {
    enum State {
        RUNNING,
        SHUT_DOWN,
        TERMINATED
    }

    private final ReentrantLock lock;
    private final Condition terminated;
    private final PoolLoad load;
    private final Workers staff;
    private State state = State.RUNNING;

    PoolLife(ReentrantLock lock, PoolLoad load, Workers staff) {
        this.lock = lock;
        this.terminated = lock.newCondition();
        this.load = load;
        this.staff = staff;
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    boolean isTerminated() {
        return state == State.TERMINATED;
    }

    /** Takes the lock. */
    State state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the lock. */
    void shutdown() {
        lock.lock();
        try {
            if (state == State.RUNNING) {
                state = State.SHUT_DOWN;
                settle();
            }
        } finally {
            lock.unlock();
        }
    }

    /** So many items of a call have left the pool. */
    void left(Submission call, int count, int failed) {
        call.left(count);
        load.remove(count, failed);
        if (load.isEmpty()) {
            settle();
        }
    }

    /** Once nothing more can come, workers without work end, and the pool ends with the last. */
    void settle() {
        if (state == State.SHUT_DOWN && !load.isBusy()) {
            staff.dismissIdle();
            if (staff.size() == 0) {
                terminate();
            }
        }
    }

    private void terminate() {
        state = State.TERMINATED;
        terminated.signalAll();
        staff.watch().wake();
        load.end();
    }

    /** Takes the lock. */
    boolean awaitTermination(long limitNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = limitNanos;
            while (state != State.TERMINATED) {
                if (left <= 0) {
                    return false;
                }
                left = terminated.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
