package dev.polyrhythm.internal.pool;

import java.util.concurrent.TimeUnit;

/**
 * Computes how many items a map's next chunk has, and whether there are enough in the pool's queue.
 * Chunks grow until they take long enough, and shrink towards the end, for all workers to end
 * together. Guarded by the pool's lock.
 */
final class ChunkSizer {
    /** How long a chunk should take: its own cost is negligible then. */
    private static final double CHUNK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** How much work should be in the queue, in time of one worker. */
    private static final double AHEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final int GROWTH = 16;
    private static final int MOST_AHEAD = 4096;

    private final PoolSettings settings;
    private int lastSize = 1;
    private int queued; // items
    private int done;
    private double nanos; // of those that are done

    ChunkSizer(PoolSettings settings) {
        this.settings = settings;
    }

    /** Notes so many items that are in the queue, or in it again. */
    void queue(int count) {
        queued += count;
    }

    /** Notes so many that have left the queue. True if no more than that are left in it. */
    boolean take(int count) {
        queued -= count;
        return queued <= count;
    }

    /** Notes an item that is done, and took so long. */
    void noteItem(long took) {
        done++;
        nanos += took;
    }

    /**
     * Returns how many items the next chunk has at most; 0 for none now.
     *
     * @param rest how many are in no chunk yet
     */
    int nextSize(int rest) {
        double itemNanos = done == 0 ? CHUNK_NANOS : Math.max(1, nanos / done);
        return isEnough(itemNanos) ? 0 : size(itemNanos, rest);
    }

    private boolean isEnough(double itemNanos) {
        if (settings.isUnlimited()) {
            return false;
        }
        int workers = settings.size();
        boolean someForEach = queued >= (long) workers * Math.max(1, lastSize);
        return (someForEach && queued * itemNanos >= AHEAD_NANOS * workers)
                || queued >= MOST_AHEAD + lastSize;
    }

    private int size(double itemNanos, int rest) {
        int fixed = settings.chunkSize();
        if (fixed > 0) {
            return Math.min(fixed, rest);
        }
        if (settings.isUnlimited()) {
            return 1;
        }
        long share = Math.ceilDiv(rest, 2L * settings.size());
        long wanted = (long) (CHUNK_NANOS / itemNanos);
        lastSize = (int) Math.max(1, Math.min(share, Math.min(wanted, (long) lastSize * GROWTH)));
        return lastSize;
    }
}
