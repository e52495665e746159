package dev.polyrhythm.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What came out, in Markdown. */
final class Table {
    private Table() {}

    /** A line for each variant of each case; the column of their names is called as is said. */
    static String of(String variants, List<Comparison> matches) {
        return matches.stream()
                .flatMap(match ->
                        match.ours().entrySet().stream()
                                .map(ours -> line(match, ours.getKey(), ours.getValue())))
                .collect(Collectors.joining("", head(variants), ""));
    }

    private static String head(String variants) {
        return """
        | # | what | %s | Polyrhythm | rivals | times as fast (least..most) | to reach | aim |
        |---|---|---|---|---|---|---|---|
        """
                .formatted(variants);
    }

    private static String line(Comparison match, String variant, Series ours) {
        Case work = match.work();
        return "| %d | %s | %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                        work.row(),
                        work.what(),
                        variant,
                        figure(ours, work.quantity()),
                        rivals(match),
                        ratios(match, ours),
                        verdict(work.toReach(), match, ours),
                        verdict(work.aim(), match, ours));
    }

    private static String figure(Series series, Quantity quantity) {
        return series.isWhole() ? quantity.format(series.median()) : obstacle(series);
    }

    private static String obstacle(Series series) {
        String why = series.obstacle();
        return why == null ? "not measured" : why;
    }

    private static String rivals(Comparison match) {
        Quantity quantity = match.work().quantity();
        return match.rivals().entrySet().stream()
                .map(rival -> rival.getKey() + " " + figure(rival.getValue(), quantity))
                .collect(Collectors.joining("<br>"));
    }

    private static String ratios(Comparison match, Series ours) {
        Quantity quantity = match.work().quantity();
        return match.rivals().entrySet().stream()
                .filter(rival -> ours.isWhole() && rival.getValue().isWhole())
                .map(rival -> ratio(rival, ours, quantity))
                .collect(Collectors.joining("<br>"));
    }

    private static String ratio(Map.Entry<String, Series> rival, Series ours, Quantity quantity) {
        return rival.getKey() + " " + ours.timesAsFastAs(rival.getValue(), quantity);
    }

    private static String verdict(Target target, Comparison match, Series ours) {
        if (target.equals(Target.none())) {
            return "";
        }
        if (!ours.isWhole()) {
            return target + ": not measured";
        }
        return target
                + ": "
                + target.isReached(ours, match.rivals(), match.work().quantity())
                        .map(reached -> reached ? "reached" : "**missed**")
                        .orElse("not measured");
    }
}
