package dev.polyrhythm.internal.pool;

import dev.polyrhythm.memory.PolyrhythmException;
import java.util.concurrent.CompletableFuture;

/** The thread of a pool that looks after it. */
interface PoolMonitor {
    /**
     * Gets ready to look after the pool, before its first item is counted. Under the pool's lock,
     * for each submission: does nothing if it has begun.
     *
     * @throws PolyrhythmException if there is no room for what it needs; then nothing has begun
     */
    void begin();

    /** Something may be due sooner than was said. */
    void wake();

    /** The caller waits for a result, and may look after the pool meanwhile. */
    void help(CompletableFuture<?> awaited);
}
