package dev.polyrhythm.internal.process;

import java.util.concurrent.TimeUnit;

/**
 * The number of spares that are worth their memory, judged by the starts so far. A program that
 * starts two processes gets none; one that starts them again and again gets as many as there were
 * starts at a time.
 */
final class SpareDemand {
    static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int FIRST_STARTS = 3;

    private int starts;
    private int inARow;
    private long last;

    void started(long now) {
        inARow = starts > 0 && now - last < PAUSE_NANOS ? inARow + 1 : 1;
        starts++;
        last = now;
    }

    /** Returns whether the last start is so long ago that no other is expected. */
    boolean isOver(long now) {
        return now - last > IDLE_NANOS;
    }

    int wanted(long now, int limit) {
        return starts < FIRST_STARTS || isOver(now) ? 0 : Math.min(limit, inARow);
    }
}
