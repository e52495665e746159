package dev.polyrhythm.benchmarks.programs;

/** Counts what happens within a window, by looks at the clock now and then. */
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

    /** Says how much has happened so far; called every so many times. */
    void look(long count) {
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
     * Says how much has happened in all, and how often it happened in a second. What is too slow
     * for the window, on a busy machine, is measured from the beginning or to the end.
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
