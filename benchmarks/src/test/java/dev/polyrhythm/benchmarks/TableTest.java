package dev.polyrhythm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The table of a run with known figures. */
@Timeout(60)
class TableTest {
    @TempDir private Path directory;

    /** Makes a candidate with these figures; none at all means that it is not installed. */
    private static Candidate candidate(String name, Double... figures) {
        Iterator<Double> next = List.of(figures).iterator();
        return new Candidate() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public double measure(Settings settings) throws IOException {
                if (!next.hasNext()) {
                    throw new MissingException("no " + name);
                }
                return next.next();
            }
        };
    }

    private static String table(Candidate... rivals) throws InterruptedException {
        Comparison comparison =
                new Comparison(
                        new Case(
                                5,
                                "add",
                                Quantity.TIME,
                                List.of(
                                        new Case.Variant(
                                                "yes",
                                                candidate("Polyrhythm", 10e-9, 12e-9, 11e-9)),
                                        new Case.Variant(
                                                "no",
                                                candidate("Polyrhythm", 30e-9, 36e-9, 33e-9))),
                                List.of(rivals),
                                Target.atLeast(100, "Python"),
                                Target.atMost(20e-9, Quantity.TIME)),
                        line -> {});
        comparison.run(Settings.QUICK.withPairs(3));
        return Table.of("native access", List.of(comparison));
    }

    @Test
    void line_hasMediansOfFiguresAndOfTheRatiosOfEachRound() throws InterruptedException {
        assertThat(table(candidate("Python", 1000e-9, 3600e-9, 2200e-9)))
                .contains(
                        "| 5 | add | yes | 11.0 ns | Python 2.20 µs | Python 200x (100..300)"
                                + " | ≥ 100x Python: reached | ≤ 20.0 ns: reached |");
    }

    @Test
    void targetNotReached_isSaid() throws InterruptedException {
        assertThat(table(candidate("Python", 1000e-9, 3600e-9, 2200e-9)))
                .contains(
                        "| 5 | add | no | 33.0 ns | Python 2.20 µs | Python 66.7x (33.3..100)"
                                + " | ≥ 100x Python: **missed** | ≤ 20.0 ns: **missed** |");
    }

    @Test
    void missingRival_isSaid_andTheRestMeasured() throws InterruptedException {
        assertThat(table(candidate("Python")))
                .contains(
                        "| 5 | add | yes | 11.0 ns | Python no Python |  "
                                + "| ≥ 100x Python: not measured | ≤ 20.0 ns: reached |");
    }

    @Test
    void rivalThatNeverEnds_isInfinitelySlow() throws InterruptedException {
        double never = Double.POSITIVE_INFINITY;

        assertThat(table(candidate("Python", never, never, never)))
                .contains("Python never | Python ∞ | ≥ 100x Python: reached");
    }

    @Test
    void update_replacesWhatIsBetweenTheMarks() throws IOException {
        Path document = directory.resolve("benchmarks.md");
        Files.writeString(
                document,
                "before\n<!-- begin: ./polyrhythm bench memory -->\n\nold\n\n<!-- end -->\nafter\n");

        Report.update(document, "memory", "new\n");

        assertThat(document)
                .hasContent(
                        "before\n<!-- begin: ./polyrhythm bench memory -->\n\nnew\n\n<!-- end -->\nafter\n");
    }

    @Test
    void update_withoutMarks_isAnError() throws IOException {
        Path document = directory.resolve("other.md");
        Files.writeString(document, "text\n");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Report.update(document, "memory", "new\n"))
                .withMessageContaining("other.md");
    }
}
