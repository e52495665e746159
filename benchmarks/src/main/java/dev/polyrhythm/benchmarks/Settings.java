package dev.polyrhythm.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * How much is done for one figure.
 *
 * @param pairs how often everybody is measured, in turns
 * @param warmup for how long each warms up
 * @param jvmWarmup for how long what runs on a JVM does: several JVMs compile on the same cores
 * @param measure for how long it is measured then
 * @param samples how often what takes its time is done: a start, a kill
 * @param sequence how many processes are started one after the other
 * @param burst how many processes are started at once
 * @param items how many items a pool's map has
 * @param patience after which time what has not happened never does
 */
record Effort(
        int pairs,
        Duration warmup,
        Duration jvmWarmup,
        Duration measure,
        int samples,
        int sequence,
        int burst,
        int items,
        Duration patience) {
    static final Effort FULL =
            new Effort(
                    5,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1),
                    5,
                    100,
                    20,
                    100_000,
                    Duration.ofSeconds(5));
    static final Effort QUICK =
            new Effort(
                    1,
                    Duration.ofMillis(200),
                    Duration.ofMillis(200),
                    Duration.ofMillis(200),
                    1,
                    3,
                    3,
                    1000,
                    Duration.ofSeconds(1));

    Effort withPairs(int number) {
        return new Effort(
                number, warmup, jvmWarmup, measure, samples, sequence, burst, items, patience);
    }

    /** The first arguments of a program that measures within a window. */
    List<String> window() {
        return window(warmup);
    }

    /** As {@link #window()}, of one that runs on a JVM. */
    List<String> jvmWindow() {
        return window(jvmWarmup);
    }

    private List<String> window(Duration before) {
        return List.of(String.valueOf(before.toMillis()), String.valueOf(measure.toMillis()));
    }
}
