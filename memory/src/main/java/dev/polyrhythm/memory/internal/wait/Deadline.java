package dev.polyrhythm.memory.internal.wait;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The limit of a wait. */
public final class Deadline {
    public static final Deadline NEVER = new Deadline(Long.MAX_VALUE);

    private final long start = System.nanoTime();
    private final long limitNanos;

    private Deadline(long limitNanos) {
        this.limitNanos = Math.max(0, limitNanos); // far below 0, the subtraction would overflow
    }

    public static Deadline after(long nanos) {
        return new Deadline(nanos);
    }

    public static Deadline after(Duration duration) {
        return new Deadline(TimeUnit.NANOSECONDS.convert(duration)); // saturates
    }

    /** Returns the time that is left, 0 or less when it is over. */
    public long leftNanos() {
        return limitNanos == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : limitNanos - (System.nanoTime() - start);
    }

    public boolean isOver() {
        return leftNanos() <= 0;
    }
}
