package dev.polyrhythm.benchmarks.programs;

/** Computes the rate of events within a window, from occasional samples of their count. */
final class Rate {
    private final long begin;
    private final long from;
    private final long to;
    private long start;
    private long startCount;
    private long stop;
    private long stopCount;

    Rate(Window window) {
        this.begin = window.begin().get();
        this.from = window.from();
        this.to = window.to();
    }

    /** Takes the count so far; called every so many events. */
    void sample(long count) {
        long now = System.nanoTime();
        if (start == 0 && now >= from) {
            start = now;
            startCount = count;
        } else if (stop == 0 && start != 0 && now >= to) {
            stop = now;
            stopCount = count;
        }
    }

    /**
     * Takes the final count and returns the events in a second. If events are too slow for the
     * window, on a busy machine, they are measured from the beginning or to the end.
     */
    double perSecond(long count) {
        if (stop == 0) {
            stop = System.nanoTime();
            stopCount = count;
        }
        if (start == 0 || stopCount == startCount) {
            start = begin;
            startCount = 0;
        }
        return (stopCount - startCount) * 1e9 / (stop - start);
    }
}
