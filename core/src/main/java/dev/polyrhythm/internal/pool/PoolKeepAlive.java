package dev.polyrhythm.internal.pool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the program alive while something that was submitted to a pool has not ended: the pool's
 * other threads do not, so that a program ends that has forgotten to close its pool. The thread
 * lives on for some time when the pool has nothing to do: the next job often comes at once.
 */
final class PoolKeepAlive {
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final PoolState core;
    private @Nullable Thread thread; // guarded by the pool's lock

    PoolKeepAlive(PoolState core) {
        this.core = core;
    }

    /** Under the pool's lock: something was submitted. */
    void keep() {
        if (thread == null && !core.settings.daemon()) {
            thread =
                    Thread.ofPlatform()
                            .daemon(false)
                            .name("polyrhythm-" + core.settings.name() + "-keeper")
                            .start(this::linger);
        }
    }

    /** Under the pool's lock: the pool has ended. */
    void end() {
        LockSupport.unpark(thread);
    }

    private void linger() {
        while (!isDone()) {
            LockSupport.parkNanos(this, LINGER_NANOS);
        }
    }

    private boolean isDone() {
        core.lock();
        try {
            boolean done = !core.load.isBusy();
            if (done) {
                thread = null;
            }
            return done;
        } finally {
            core.unlock();
        }
    }
}
