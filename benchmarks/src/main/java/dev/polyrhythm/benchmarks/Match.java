package dev.polyrhythm.benchmarks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures the contestants of a case in turns: one after the other, and again, as often as there
 * are rounds. What disturbs the machine for a while disturbs all of them.
 */
final class Match {
    private final Case work;
    private final Consumer<String> progress;
    private final Series ours = new Series();
    private final Series plain = new Series();
    private final Map<String, Series> rivals = new LinkedHashMap<>();

    Match(Case work, Consumer<String> progress) {
        this.work = work;
        this.progress = progress;
        for (Contestant rival : work.rivals()) {
            rivals.put(rival.name(), new Series());
        }
    }

    void run(Effort effort) throws InterruptedException {
        for (int round = 1; round <= effort.pairs(); round++) {
            String where = "%d/%d".formatted(round, effort.pairs());
            measure(work.ours(), ours, effort, where);
            for (Contestant rival : work.rivals()) {
                measure(rival, series(rival.name()), effort, where);
            }
            measure(work.plain(), plain, effort, where + " plain");
        }
    }

    private Series series(String rival) {
        return rivals.computeIfAbsent(rival, name -> new Series());
    }

    private void measure(Contestant who, Series series, Effort effort, String where)
            throws InterruptedException {
        if (series.obstacle() != null) {
            return;
        }
        String what = "%d %s, %s %s: ".formatted(work.row(), work.what(), where, who.name());
        try {
            double figure = who.measure(effort);
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

    Series ours() {
        return ours;
    }

    Series plain() {
        return plain;
    }

    Map<String, Series> rivals() {
        return rivals;
    }

    /** Whether somebody moved something wrong, or did not end. */
    boolean hasFailed() {
        return "failed".equals(ours.obstacle())
                || "failed".equals(plain.obstacle())
                || rivals.values().stream().anyMatch(s -> "failed".equals(s.obstacle()));
    }
}
