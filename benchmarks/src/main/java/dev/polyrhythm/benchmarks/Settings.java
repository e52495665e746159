package dev.polyrhythm.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * The length of the measurements for one figure.
 *
 * @param pairs how often each candidate is measured, in alternation
 * @param warmup how long each candidate warms up
 * @param jvmWarmup the same on a JVM, which needs longer: several JVMs compile on the same cores
 * @param measure how long it is measured then
 * @param samples the number of slow operations: starts, kills
 * @param sequence how many processes are started one after the other
 * @param burst how many processes are started at once
 * @param items how many items a pool's map has
 * @param timeout after which an event that has not happened counts as never
 */
record Settings(
        int pairs,
        Duration warmup,
        Duration jvmWarmup,
        Duration measure,
        int samples,
        int sequence,
        int burst,
        int items,
        Duration timeout) {
    static final Settings FULL =
            new Settings(
                    5,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1),
                    5,
                    100,
                    20,
                    100_000,
                    Duration.ofSeconds(5));
    static final Settings QUICK =
            new Settings(
                    1,
                    Duration.ofMillis(200),
                    Duration.ofMillis(200),
                    Duration.ofMillis(200),
                    1,
                    3,
                    3,
                    1000,
                    Duration.ofSeconds(1));

    Settings withPairs(int number) {
        return new Settings(
                number, warmup, jvmWarmup, measure, samples, sequence, burst, items, timeout);
    }

    /** Returns the first arguments of a program that measures within a window. */
    List<String> window() {
        return window(warmup);
    }

    /** Returns the same as {@link #window()}, for a program on a JVM. */
    List<String> jvmWindow() {
        return window(jvmWarmup);
    }

    private List<String> window(Duration before) {
        return List.of(String.valueOf(before.toMillis()), String.valueOf(measure.toMillis()));
    }
}
