package dev.polyrhythm.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code polyrhythm bench}. */
@Command(
        name = "bench",
        description = "Measures Polyrhythm beside its rivals, in turns, and prints a table.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final String MEMORY = "memory";

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "ROW",
            arity = "0..*",
            description = "Numbers of rows of docs/benchmarks.md, or 'memory'; by default all.")
    private List<String> rows = new ArrayList<>();

    @Option(names = "--quick", description = "One short round each: shows only that it works.")
    private boolean quick;

    @Option(names = "--pairs", paramLabel = "N", description = "How many rounds; 5 by default.")
    private @Nullable Integer pairs;

    @Option(
            names = "--update",
            paramLabel = "FILE.md",
            description = "A document whose table is replaced by what comes out.")
    private @Nullable Path document;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    BenchCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Effort effort = effort();
        try (Rivals rivals = new Rivals()) {
            MemoryRows all = new MemoryRows(new Contestants(rivals));
            String before = calibrate(all, effort);
            List<Match> matches = new ArrayList<>();
            for (Case work : chosen(all.all())) {
                Match match = new Match(work, this::tell);
                match.run(effort);
                matches.add(match);
            }
            String calibration = "%s before, %s after".formatted(before, calibrate(all, effort));
            print(Report.of(Machine.describe(), effort, calibration, Table.of(matches)));
            return matches.stream().anyMatch(Match::hasFailed) ? 1 : 0;
        }
    }

    private Effort effort() {
        Effort effort = quick ? Effort.QUICK : Effort.FULL;
        if (pairs == null) {
            return effort;
        }
        if (pairs < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--pairs must be 1 or more: pairs=" + pairs);
        }
        return effort.withPairs(pairs);
    }

    private List<Case> chosen(List<Case> all) {
        for (String row : rows) {
            if (!row.equals(MEMORY) && all.stream().noneMatch(work -> isRow(work, row))) {
                throw new ParameterException(
                        spec.commandLine(),
                        "no such row: row=%s (there are %s)"
                                .formatted(row, all.stream().map(Case::row).distinct().toList()));
            }
        }
        return all.stream()
                .filter(work ->
                        rows.isEmpty()
                                || rows.contains(MEMORY)
                                || rows.stream().anyMatch(row -> isRow(work, row)))
                .toList();
    }

    private static boolean isRow(Case work, String row) {
        return String.valueOf(work.row()).equals(row);
    }

    private static String calibrate(MemoryRows rows, Effort effort) throws InterruptedException {
        try {
            return Quantity.TIME.format(rows.floor("hot").measure(effort));
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void tell(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    private void print(String report) throws IOException {
        spec.commandLine().getOut().print(report);
        spec.commandLine().getOut().flush();
        if (document != null) {
            Report.update(document, report);
        }
    }
}
