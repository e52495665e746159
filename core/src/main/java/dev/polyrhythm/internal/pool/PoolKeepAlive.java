package dev.polyrhythm.internal.pool;

import dev.polyrhythm.internal.worker.KeepAlive;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the program alive while something that was submitted to a pool has not ended: the pool's
 * other threads do not, so that a program ends that has forgotten to close its pool. The thread
 * lives on for some time when the pool has nothing to do: the next job often comes at once.
 */
final class PoolKeepAlive extends KeepAlive {
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final PoolState state;

    PoolKeepAlive(PoolState state) {
        super("polyrhythm-" + state.settings.name() + "-keeper", LINGER_NANOS);
        this.state = state;
    }

    /** Under the pool's lock: something was submitted. */
    void keep() {
        if (!state.settings.daemon()) {
            begin();
        }
    }

    /** Under the pool's lock: the pool has ended. */
    void end() {
        check();
    }

    @Override
    protected boolean endIfIdle() {
        state.lock();
        try {
            if (state.isBusy()) {
                return false;
            }
            ended();
            return true;
        } finally {
            state.unlock();
        }
    }
}
