package dev.polyrhythm.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "ROW",
            arity = "0..*",
            description =
                    "Numbers of rows of docs/benchmarks.md, 'memory', 'process' or 'pins'; by default all.")
    private List<String> rows = new ArrayList<>();

    @Option(names = "--quick", description = "One short round each: shows only that it works.")
    private boolean quick;

    @Option(names = "--pairs", paramLabel = "N", description = "How many rounds; 5 by default.")
    private @Nullable Integer pairs;

    @Option(
            names = "--update",
            paramLabel = "FILE.md",
            description = "A document whose tables are replaced by what comes out.")
    private @Nullable Path document;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    BenchCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings settings = settings();
        boolean failed = false;
        try (Rivals rivals = new Rivals()) {
            MemoryRows memory = new MemoryRows(new Candidates(rivals));
            Candidate floor = memory.floor("hot");
            ProcessRows process = new ProcessRows(new ProcessCandidates(rivals));
            PinRows pins = new PinRows(rivals);
            for (RowGroup group : chosen(List.of(memory.group(), process.group(), pins.group()))) {
                failed |= !measure(group, floor, settings);
            }
        }
        return failed ? 1 : 0;
    }

    /** Measures a group; returns whether no candidate failed. */
    private boolean measure(RowGroup group, Candidate floor, Settings settings)
            throws IOException, InterruptedException {
        String before = calibrate(floor, settings);
        List<Comparison> comparisons = new ArrayList<>();
        for (Case work : group.cases()) {
            Comparison comparison = new Comparison(work, this::printProgress);
            comparison.run(settings);
            comparisons.add(comparison);
        }
        String calibration = "%s before, %s after".formatted(before, calibrate(floor, settings));
        String table = Table.of(group.variants(), comparisons);
        print(group, Report.of(Machine.describe(), settings, calibration, table));
        return comparisons.stream().noneMatch(Comparison::hasFailed);
    }

    private Settings settings() {
        Settings settings = quick ? Settings.QUICK : Settings.FULL;
        if (pairs == null) {
            return settings;
        }
        if (pairs < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--pairs must be 1 or more: pairs=" + pairs);
        }
        return settings.withPairs(pairs);
    }

    private List<RowGroup> chosen(List<RowGroup> all) {
        for (String row : rows) {
            if (all.stream().allMatch(group -> group.choose(List.of(row)).isEmpty())) {
                throw new ParameterException(
                        spec.commandLine(),
                        "no such row: row=%s (there are: %s)"
                                .formatted(
                                        row,
                                        all.stream()
                                                .map(RowGroup::toString)
                                                .collect(Collectors.joining(", "))));
            }
        }
        return all.stream()
                .map(group -> group.choose(rows))
                .filter(group -> !group.isEmpty())
                .toList();
    }

    private static String calibrate(Candidate floor, Settings settings)
            throws InterruptedException {
        try {
            return Quantity.TIME.format(floor.measure(settings));
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void printProgress(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    private void print(RowGroup group, String report) throws IOException {
        spec.commandLine().getOut().print(report);
        spec.commandLine().getOut().flush();
        if (document != null) {
            Report.update(document, group.name(), report);
        }
    }
}
