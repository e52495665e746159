package dev.polyrhythm.benchmarks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Measures the candidates of a case in alternation: one after the other, and again, as often as
 * there are rounds. A disturbance of the machine disturbs all of them.
 */
final class Comparison {
    private final Case work;
    private final Consumer<String> progress;
    private final Map<String, Series> ours = new LinkedHashMap<>();
    private final Map<String, Series> rivals = new LinkedHashMap<>();

    Comparison(Case work, Consumer<String> progress) {
        this.work = work;
        this.progress = progress;
        for (Case.Variant variant : work.ours()) {
            ours.put(variant.name(), new Series());
        }
        for (Candidate rival : work.rivals()) {
            rivals.put(rival.name(), new Series());
        }
    }

    void run(Settings settings) throws InterruptedException {
        for (int round = 1; round <= settings.pairs(); round++) {
            String where = "%d/%d".formatted(round, settings.pairs());
            for (Case.Variant variant : work.ours()) {
                Series series = Objects.requireNonNull(ours.get(variant.name()));
                String label = variant.candidate().name() + ", " + variant.name();
                measure(variant.candidate(), label, series, settings, where);
                if (variant.equals(work.ours().getFirst())) {
                    measureRivals(settings, where);
                }
            }
        }
    }

    private void measureRivals(Settings settings, String where) throws InterruptedException {
        for (Candidate rival : work.rivals()) {
            Series series = Objects.requireNonNull(rivals.get(rival.name()));
            measure(rival, rival.name(), series, settings, where);
        }
    }

    private void measure(
            Candidate candidate, String label, Series series, Settings settings, String where)
            throws InterruptedException {
        if (series.obstacle() != null) {
            return;
        }
        String what = "%d %s, %s %s: ".formatted(work.row(), work.what(), where, label);
        try {
            double figure =
                    series.isEndless() ? Double.POSITIVE_INFINITY : candidate.measure(settings);
            series.add(figure);
            progress.accept(what + work.quantity().format(figure));
        } catch (MissingException e) {
            series.stop(String.valueOf(e.getMessage()));
            progress.accept(what + e.getMessage());
        } catch (IOException e) {
            series.stop("failed");
            progress.accept(what + e);
        }
    }

    Case work() {
        return work;
    }

    Map<String, Series> ours() {
        return ours;
    }

    Map<String, Series> rivals() {
        return rivals;
    }

    /** Returns whether a candidate found an error, or did not end. */
    boolean hasFailed() {
        return Stream.concat(ours.values().stream(), rivals.values().stream())
                .anyMatch(series -> "failed".equals(series.obstacle()));
    }
}
