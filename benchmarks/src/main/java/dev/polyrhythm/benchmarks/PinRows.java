package dev.polyrhythm.benchmarks;

import static dev.polyrhythm.benchmarks.Quantity.TIME;
import static dev.polyrhythm.benchmarks.Target.atLeast;
import static dev.polyrhythm.benchmarks.Target.none;

import dev.polyrhythm.benchmarks.programs.NeighbourProgram;
import dev.polyrhythm.benchmarks.programs.ServoProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The rows about pulses, numbered as in docs/benchmarks.md: eight servos at 50 Hz. */
final class PinRows {
    private static final String C_REALTIME = "C realtime";
    private static final String C_ORDINARY = "C ordinary";
    private static final String PYTHON = "Python threads";
    private static final String SOURCE = "pulse_rival.c";
    private static final String SCRIPT = "pulse_rival.py";
    private static final String ORDINARY = "-Dpolyrhythm.realtime=off";
    private static final String COLLECTOR =
            "-XX:+UseSerialGC"; // the least threads beside the pulses
    private static final int WINDOWS = 10; // of another benchmark: a percentile needs many pulses

    /** A third of C's precision. */
    private static final double NEAR_C = 0.33;

    private final Rivals rivals;

    PinRows(Rivals rivals) {
        this.rivals = rivals;
    }

    RowGroup group() {
        return new RowGroup(
                "pins",
                "scheduling",
                Stream.of(
                                widths(17, "idle"),
                                widths(18, "neighbour"),
                                List.of(row(19, "rise's lateness, 99 %", "late99", "idle")))
                        .flatMap(List::stream)
                        .toList());
    }

    private List<Case> widths(int row, String beside) {
        String what =
                beside.equals("idle")
                        ? "width's error"
                        : "width's error beside an allocating program";
        return List.of(
                row(row, what + ", 50 %", "width50", beside),
                row(row, what + ", 99 %", "width99", beside));
    }

    private Case row(int row, String what, String metric, String beside) {
        return new Case(
                row,
                what,
                TIME,
                List.of(
                        new Case.Variant("realtime", ours(List.of(), metric, beside)),
                        new Case.Variant("ordinary", ours(List.of(ORDINARY), metric, beside))),
                List.of(
                        rival(C_REALTIME, beside, () -> rivals.c(SOURCE), metric, "realtime"),
                        rival(C_ORDINARY, beside, () -> rivals.c(SOURCE), metric, "ordinary"),
                        rival(PYTHON, beside, () -> rivals.python(SCRIPT), metric)),
                atLeast(NEAR_C, C_REALTIME),
                none());
    }

    private static Candidate ours(List<String> others, String metric, String beside) {
        List<String> options = new ArrayList<>(Candidates.options(true));
        options.add(COLLECTOR);
        options.addAll(others);
        return Candidates.program(
                Candidates.OURS,
                () -> Commands.java(options, ServoProgram.class),
                PinRows::window,
                metric,
                beside);
    }

    /** Returns a rival; the allocating program beside it is a JVM of its own, which starts it. */
    private static Candidate rival(
            String name, String beside, Candidates.Command command, String... arguments) {
        return Candidates.program(
                name,
                () -> {
                    List<String> line = new ArrayList<>();
                    if (!beside.equals("idle")) {
                        line.addAll(Commands.java(List.of(COLLECTOR), NeighbourProgram.class));
                    }
                    line.addAll(command.get());
                    return line;
                },
                PinRows::window,
                arguments);
    }

    private static List<String> window(Settings settings) {
        return List.of(
                String.valueOf(settings.jvmWarmup().toMillis()),
                String.valueOf(WINDOWS * settings.measure().toMillis()));
    }
}
