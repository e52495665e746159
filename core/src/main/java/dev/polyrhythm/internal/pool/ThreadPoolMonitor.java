package dev.polyrhythm.internal.pool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Looks after the limits and grace times of a pool of threads; runs once there are any. */
final class ThreadPoolMonitor implements PoolMonitor {
    private final PoolState state;
    private final Scheduler scheduler;
    private volatile @Nullable Thread thread;
    private long dueNanoTime; // guarded by the pool's lock; when it looks by itself

    ThreadPoolMonitor(PoolState state, Scheduler scheduler) {
        this.state = state;
        this.scheduler = scheduler;
    }

    @Override
    public void begin() {
        if (state.settings.maxIdleNanos() > 0 && thread == null) {
            wake(); // from then on it looks at least that often
        }
    }

    /** Under the pool's lock: something is due at that time. */
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
                            .start(this::watch);
        }
    }

    private void watch() {
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
