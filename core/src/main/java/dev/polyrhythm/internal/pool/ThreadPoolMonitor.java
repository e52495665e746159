package dev.polyrhythm.internal.pool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Checks the limits and grace times of a pool of threads; runs once there are any. */
final class ThreadPoolMonitor implements PoolMonitor {
    private final PoolState state;
    private final Scheduler scheduler;
    private volatile @Nullable Thread thread;
    private long dueNanoTime; // guarded by the pool's lock; of its next check

    ThreadPoolMonitor(PoolState state, Scheduler scheduler) {
        this.state = state;
        this.scheduler = scheduler;
    }

    @Override
    public void begin() {
        if (state.settings.maxIdleNanos() > 0 && thread == null) {
            wake(); // from then on it checks at least that often
        }
    }

    /** Has it check at that time at the latest. Under the pool's lock. */
    void by(long nanoTime) {
        if (thread == null || nanoTime - dueNanoTime < 0) {
            wake();
        }
    }

    @Override
    public synchronized void wake() {
        Thread running = thread;
        if (running != null) {
            LockSupport.unpark(running);
        } else if (!state.isTerminated()) {
            thread =
                    Thread.ofPlatform()
                            .daemon()
                            .name("polyrhythm-" + state.settings.name() + "-limits")
                            .start(this::run);
        }
    }

    private void run() {
        while (true) {
            long pause;
            state.lock();
            try {
                if (state.isTerminated()) {
                    return;
                }
                dueNanoTime = scheduler.check();
                pause = dueNanoTime - System.nanoTime();
            } finally {
                state.unlock();
            }
            LockSupport.parkNanos(this, pause);
        }
    }

    @Override
    public void help(CompletableFuture<?> awaited) {}
}
