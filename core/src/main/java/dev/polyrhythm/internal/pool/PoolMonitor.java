package dev.polyrhythm.internal.pool;

import dev.polyrhythm.memory.PolyrhythmException;
import java.util.concurrent.CompletableFuture;

/** A pool's own thread, which checks all that depends on time. */
interface PoolMonitor {
    /**
     * Gets ready, before a submission is counted. Under the pool's lock; does nothing if it has
     * begun.
     *
     * @throws PolyrhythmException if there is no room for what it needs; then nothing has begun
     */
    void begin();

    /** Has it check at once, as something may be due earlier. */
    void wake();

    /** Has the calling thread, which waits for a result, do its work for a while. */
    void help(CompletableFuture<?> awaited);
}
