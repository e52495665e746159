package dev.polyrhythm.benchmarks.programs;

import java.util.Arrays;

/** Collects durations and computes their median and percentiles. */
final class Durations {
    private long[] nanos = new long[1 << 10];
    private int count;

    void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = duration;
    }

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    /** Returns the least duration that so large a share of all does not exceed. */
    double percentile(double share) {
        return sorted()[(int) ((count - 1) * share)];
    }

    private long[] sorted() {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted;
    }

    double median() {
        long[] sorted = sorted();
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2.0;
    }
}
