package dev.polyrhythm.benchmarks;

import java.util.Map;
import java.util.Optional;

/** A target for a figure. */
sealed interface Target {
    /** Returns the target to be at least so many times as fast as a rival. */
    static Target atLeast(double ratio, String rival) {
        return new Ratio(ratio, rival);
    }

    /** Returns the target not to exceed a value. */
    static Target atMost(double value, Quantity quantity) {
        return new Limit(value, quantity);
    }

    /** Returns no target. */
    static Target none() {
        return new None();
    }

    /** Returns whether it is reached; empty if its rival was not measured. */
    Optional<Boolean> isReached(Series ours, Map<String, Series> rivals, Quantity quantity);

    /**
     * A ratio to a rival.
     *
     * @param ratio how many times as fast
     * @param rival the rival's name
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
     * An absolute limit.
     *
     * @param value the limit
     * @param unit its kind
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

    /** The absence of a target. */
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
