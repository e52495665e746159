package dev.polyrhythm.benchmarks;

import java.util.Map;
import java.util.Optional;

/** What a figure should be. */
sealed interface Target {
    /** At least so many times as fast as a rival. */
    static Target atLeast(double ratio, String rival) {
        return new Ratio(ratio, rival);
    }

    /** No more than so much. */
    static Target atMost(double value, Quantity quantity) {
        return new Limit(value, quantity);
    }

    /** Nothing particular. */
    static Target none() {
        return new None();
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
     * @param value the limit
     * @param unit what it says
     */
    record Limit(double value, Quantity unit) implements Target {
        @Override
        public Optional<Boolean> isReached(
                Series ours, Map<String, Series> rivals, Quantity quantity) {
            return Optional.of(ours.median() <= value);
        }

        @Override
        public String toString() {
            return "≤ " + unit.format(value);
        }
    }

    /** There is none. */
    record None() implements Target {
        @Override
        public Optional<Boolean> isReached(
                Series ours, Map<String, Series> rivals, Quantity quantity) {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "";
        }
    }
}
