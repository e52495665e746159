package dev.polyrhythm.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The figures of one candidate, one for each round; or the reason why there are none. */
final class Series {
    private final List<Double> figures = new ArrayList<>();
    private @Nullable String obstacle;

    void add(double figure) {
        figures.add(figure);
    }

    /** Ends the measuring of this candidate. */
    void stop(String reason) {
        obstacle = reason;
    }

    @Nullable String obstacle() {
        return obstacle;
    }

    /** Returns whether there is a figure of every round. */
    boolean isWhole() {
        return obstacle == null && !figures.isEmpty();
    }

    /** Returns whether the measured event has never happened: it is not waited for again. */
    boolean isEndless() {
        return !figures.isEmpty() && figures.getLast().isInfinite();
    }

    double median() {
        return median(figures.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Returns how many times as fast as a rival this candidate was, round by round. */
    Spread timesAsFastAs(Series rival, Quantity quantity) {
        double[] ratios = new double[figures.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = quantity.speed(figures.get(i)) / quantity.speed(rival.figures.get(i));
        }
        return new Spread(
                median(ratios),
                Arrays.stream(ratios).min().orElseThrow(),
                Arrays.stream(ratios).max().orElseThrow());
    }

    private static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * Ratios of several rounds.
     *
     * @param median the middle one
     * @param least the least
     * @param most the greatest
     */
    record Spread(double median, double least, double most) {
        @Override
        public String toString() {
            if (Double.isInfinite(median)) {
                return "∞";
            }
            return "%sx (%s..%s)"
                    .formatted(
                            Quantity.number(median), Quantity.number(least), Quantity.number(most));
        }
    }
}
