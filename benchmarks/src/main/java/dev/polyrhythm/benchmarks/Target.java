package dev.polyrhythm.benchmarks;

import java.util.Map;
import java.util.Optional;

/** What a figure should be. */
sealed interface Target {
    /** At least so many times as fast as a rival. */
    static Target atLeast(double ratio, String rival) {
        return new Ratio(ratio, rival);
    }

    /** No more than so many seconds. */
    static Target atMost(double seconds) {
        return new Limit(seconds);
    }

    /** Whether it is reached; empty if its rival was not measured. */
    Optional<Boolean> isReached(Series ours, Map<String, Series> rivals, Quantity quantity);

    /**
     * Beside a rival.
     *
     * @param ratio how many times as fast
     * @param rival as who
     */
    record Ratio(double ratio, String rival) implements Target {
        @Override
        public Optional<Boolean> isReached(
                Series ours, Map<String, Series> rivals, Quantity quantity) {
            Series other = rivals.get(rival);
            return other == null || !other.isWhole()
                    ? Optional.empty()
                    : Optional.of(ours.timesAsFastAs(other, quantity).median() >= ratio);
        }

        @Override
        public String toString() {
            return "≥ %sx %s".formatted(String.valueOf(ratio).replaceFirst("\\.0$", ""), rival);
        }
    }

    /**
     * On its own.
     *
     * @param seconds the limit
     */
    record Limit(double seconds) implements Target {
        @Override
        public Optional<Boolean> isReached(
                Series ours, Map<String, Series> rivals, Quantity quantity) {
            return Optional.of(ours.median() <= seconds);
        }

        @Override
        public String toString() {
            return "≤ " + Quantity.TIME.format(seconds);
        }
    }
}
