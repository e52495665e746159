package dev.polyrhythm.memory.internal.wait;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * Counts of nanoseconds in memory, shared or not: one writer, any number of readers. Buckets are
 * exact below 64; above, each power of two has 32 of them, so that a percentile is exact to within
 * about 3 per cent of its value. Recording allocates nothing.
 */
public final class NanoHistogram {
    private static final int BUCKETS = 1 << 11;

    /** Size of the memory that the counts need, aligned to 8 bytes. */
    public static final long BYTE_SIZE = 8L * BUCKETS;

    private static final VarHandle COUNT = JAVA_LONG.arrayElementVarHandle();
    private static final int STEP_BITS = 5;
    private static final int STEPS = 1 << STEP_BITS;
    private static final int EXACT = 2 * STEPS;

    private final MemorySegment counts;

    /**
     * Makes a view of counts, which are zero at first.
     *
     * @param counts {@link #BYTE_SIZE} bytes
     */
    public NanoHistogram(MemorySegment counts) {
        this.counts = counts;
    }

    /** Counts a value; one below 0 counts as 0. */
    public void record(long nanos) {
        int bucket = bucket(Math.max(0, nanos));
        COUNT.setRelease(counts, 0L, (long) bucket, count(bucket) + 1);
    }

    private long count(int bucket) {
        return (long) COUNT.getAcquire(counts, 0L, (long) bucket);
    }

    /** Returns the least value that so large a share of all does not exceed, 0 if there is none. */
    public long percentile(double share) {
        long total = 0;
        for (int i = 0; i < BUCKETS; i++) {
            total += count(i);
        }
        long rank = (long) Math.ceil(share * total);
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += count(i);
            if (seen >= rank && seen > 0) {
                return upperEdge(i);
            }
        }
        return 0;
    }

    static int bucket(long nanos) {
        if (nanos < EXACT) {
            return (int) nanos;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - STEP_BITS;
        int step = (int) (nanos >>> shift) - STEPS;
        return EXACT + (shift - 1) * STEPS + step;
    }

    /** Returns the largest value that a bucket counts. */
    static long upperEdge(int bucket) {
        if (bucket < EXACT) {
            return bucket;
        }
        int shift = (bucket - EXACT) / STEPS + 1;
        int step = STEPS + (bucket - EXACT) % STEPS;
        return ((step + 1L) << shift) - 1;
    }
}
