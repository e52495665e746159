package dev.polyrhythm.internal.pool;

import java.util.concurrent.TimeUnit;

/**
 * How much memory a worker's process may have before it is replaced. Checked now and then only, as
 * the figure is read from a file. Guarded by the pool's lock.
 */
final class MemoryLimit {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final long mostBytes;
    private long checkNanoTime = System.nanoTime();

    /**
     * Sets a limit.
     *
     * @param mostBytes 0 for none
     */
    MemoryLimit(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    boolean isExceededBy(PoolChild child) {
        if (mostBytes == 0 || System.nanoTime() - checkNanoTime < PAUSE_NANOS) {
            return false;
        }
        checkNanoTime = System.nanoTime();
        return child.residentBytes() > mostBytes;
    }
}
