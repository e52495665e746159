package dev.polyrhythm.benchmarks.programs;

/** Counts what happens within a window, by looks at the clock now and then. */
final class Rate {
    private final long from;
    private final long to;
    private long start;
    private long startCount;
    private long stop;
    private long stopCount;

    Rate(Window window) {
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

    /** How often it happened in a second. */
    double perSecond() {
        if (stop == 0 || stopCount == startCount) {
            throw new IllegalStateException(
                    "too slow for the window: count=%d, start=%d, stop=%d"
                            .formatted(startCount, start, stop));
        }
        return (stopCount - startCount) * 1e9 / (stop - start);
    }
}
