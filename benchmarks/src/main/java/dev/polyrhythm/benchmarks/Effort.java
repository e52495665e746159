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
 * @param kills how many holders of a lock are killed each time
 */
record Effort(int pairs, Duration warmup, Duration jvmWarmup, Duration measure, int kills) {
    static final Effort FULL =
            new Effort(5, Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(1), 5);
    static final Effort QUICK =
            new Effort(
                    1, Duration.ofMillis(200), Duration.ofMillis(200), Duration.ofMillis(200), 1);

    Effort withPairs(int number) {
        return new Effort(number, warmup, jvmWarmup, measure, kills);
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
