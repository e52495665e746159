package dev.polyrhythm.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The table of results, in Markdown. */
final class Table {
    private Table() {}

    /**
     * Makes a line for each variant of each case; {@code variants} heads the column of their names.
     */
    static String of(String variants, List<Comparison> comparisons) {
        return comparisons.stream()
                .flatMap(comparison ->
                        comparison.ours().entrySet().stream()
                                .map(ours -> line(comparison, ours.getKey(), ours.getValue())))
                .collect(Collectors.joining("", head(variants), ""));
    }

    private static String head(String variants) {
        return """
        | # | what | %s | Polyrhythm | rivals | times as fast (least..most) | to reach | aim |
        |---|---|---|---|---|---|---|---|
        """
                .formatted(variants);
    }

    private static String line(Comparison comparison, String variant, Series ours) {
        Case work = comparison.work();
        return "| %d | %s | %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                        work.row(),
                        work.what(),
                        variant,
                        figure(ours, work.quantity()),
                        rivals(comparison),
                        ratios(comparison, ours),
                        verdict(work.toReach(), comparison, ours),
                        verdict(work.aim(), comparison, ours));
    }

    private static String figure(Series series, Quantity quantity) {
        return series.isWhole() ? quantity.format(series.median()) : obstacle(series);
    }

    private static String obstacle(Series series) {
        String reason = series.obstacle();
        return reason == null ? "not measured" : reason;
    }

    private static String rivals(Comparison comparison) {
        Quantity quantity = comparison.work().quantity();
        return comparison.rivals().entrySet().stream()
                .map(rival -> rival.getKey() + " " + figure(rival.getValue(), quantity))
                .collect(Collectors.joining("<br>"));
    }

    private static String ratios(Comparison comparison, Series ours) {
        Quantity quantity = comparison.work().quantity();
        return comparison.rivals().entrySet().stream()
                .filter(rival -> ours.isWhole() && rival.getValue().isWhole())
                .map(rival -> ratio(rival, ours, quantity))
                .collect(Collectors.joining("<br>"));
    }

    private static String ratio(Map.Entry<String, Series> rival, Series ours, Quantity quantity) {
        return rival.getKey() + " " + ours.timesAsFastAs(rival.getValue(), quantity);
    }

    private static String verdict(Target target, Comparison comparison, Series ours) {
        if (target.equals(Target.none())) {
            return "";
        }
        if (!ours.isWhole()) {
            return target + ": not measured";
        }
        return target
                + ": "
                + target.isReached(ours, comparison.rivals(), comparison.work().quantity())
                        .map(reached -> reached ? "reached" : "**missed**")
                        .orElse("not measured");
    }
}
