package dev.polyrhythm.internal.pool;

import java.util.concurrent.CompletableFuture;

/** The thread of a pool that looks after it. */
interface PoolMonitor {
    /** There is something to look after from now on. */
    void begin();

    /** Something may be due sooner than was said. */
    void wake();

    /** The caller waits for a result, and may look after the pool meanwhile. */
    void help(CompletableFuture<?> awaited);
}
