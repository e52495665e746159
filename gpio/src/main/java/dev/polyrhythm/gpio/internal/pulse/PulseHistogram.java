package dev.polyrhythm.gpio.internal.pulse;

import dev.polyrhythm.gpio.internal.memory.PinLayout;
import java.lang.foreign.MemorySegment;

/**
 * Counts of nanoseconds in shared memory, one writer. Buckets are exact below 64; above, each power
 * of two has 32 of them, so that a percentile is exact to within about 3 per cent of its value.
 */
final class PulseHistogram {
    private static final int STEP_BITS = 5;
    private static final int STEPS = 1 << STEP_BITS;
    private static final int EXACT = 2 * STEPS;

    private final MemorySegment counts;

    /**
     * A histogram.
     *
     * @param counts its memory
     */
    PulseHistogram(MemorySegment counts) {
        this.counts = counts;
    }

    void record(long nanos) {
        long offset = PinLayout.count(bucket(Math.max(0, nanos)));
        PinLayout.set(counts, offset, PinLayout.get(counts, offset) + 1);
    }

    /** Returns the least value that so large a share of all does not exceed, 0 if there is none. */
    long percentile(double share) {
        long total = 0;
        for (int i = 0; i < PinLayout.BUCKETS; i++) {
            total += PinLayout.get(counts, PinLayout.count(i));
        }
        long rank = (long) Math.ceil(share * total);
        long seen = 0;
        for (int i = 0; i < PinLayout.BUCKETS; i++) {
            seen += PinLayout.get(counts, PinLayout.count(i));
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
