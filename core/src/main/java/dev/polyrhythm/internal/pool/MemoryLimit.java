package dev.polyrhythm.internal.pool;

import java.util.concurrent.TimeUnit;

/**
 * How much memory a worker's process may have before it is replaced. It is looked at now and then
 * only: the system tells it in a file. Guarded by the pool's lock.
 */
final class MemoryLimit {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final long mostBytes;
    private long lookNanoTime = System.nanoTime();

    /**
     * A limit.
     *
     * @param mostBytes 0 for none
     */
    MemoryLimit(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    boolean isExceededBy(PoolChild child) {
        if (mostBytes == 0 || System.nanoTime() - lookNanoTime < PAUSE_NANOS) {
            return false;
        }
        lookNanoTime = System.nanoTime();
        return child.residentBytes() > mostBytes;
    }
}
