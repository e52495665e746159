package dev.polyrhythm.memory.internal.owner;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets through one thread of this process every millisecond: however many wait, one of them looks
 * after deaths for all.
 */
public final class RateLimit {
    private static final long NANOS = 1_000_000;

    private final AtomicLong last = new AtomicLong(System.nanoTime() - NANOS);

    public boolean isDue() {
        long now = System.nanoTime();
        long before = last.get();
        return now - before >= NANOS && last.compareAndSet(before, now);
    }
}
