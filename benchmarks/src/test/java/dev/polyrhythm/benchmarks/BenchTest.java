package dev.polyrhythm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.testkit.LeakCheck;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;

/** Tests that the command measures each row; speed does not matter here. */
@Timeout(1800)
@ExtendWith(LeakCheck.class)
class BenchTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int bench(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(arguments);
    }

    private List<String> lines(String row) {
        return out.toString().lines().filter(line -> line.startsWith("| " + row + " |")).toList();
    }

    @Test
    @Tag("examples")
    void oneRow_quick_hasFiguresWithAndWithoutNativeAccess() {
        assertThat(bench("16", "--quick")).as("%s", err).isZero();

        assertThat(lines("16")).hasSize(2).allSatisfy(BenchTest::hasFigure);
        assertThat(out.toString()).contains("rounds: 1").contains("Calibration");
    }

    @Test
    @Tag("examples")
    void rowOfPools_quick_saysWhoNeverNotices() {
        assertThat(bench("13", "--quick")).as("%s", err).isZero();

        assertThat(lines("13")).hasSize(1).allSatisfy(BenchTest::hasFigure);
        assertThat(out.toString()).contains("Python Pool never");
    }

    @Test
    @Tag("soak")
    void allRowsOfProcesses_quick_haveFigures() {
        assertThat(bench("process", "--quick")).as("%s", err).isZero();

        for (String row : List.of("1", "2", "3", "4", "11", "12", "13", "14", "15")) {
            assertThat(lines(row)).as(row).isNotEmpty().allSatisfy(BenchTest::hasFigure);
        }
    }

    @Test
    @Tag("soak")
    void allRowsOfMemory_quick_haveFigures() {
        assertThat(bench("memory", "--quick")).as("%s", err).isZero();

        for (String row : List.of("5", "6", "7", "8", "9", "10", "16")) {
            assertThat(lines(row)).as(row).isNotEmpty().allSatisfy(BenchTest::hasFigure);
        }
    }

    @Test
    @Tag("soak")
    void allRowsOfPins_quick_haveFigures() {
        assertThat(bench("pins", "--quick")).as("%s", err).isZero();

        for (String row : List.of("17", "18", "19")) {
            assertThat(lines(row)).as(row).isNotEmpty().allSatisfy(BenchTest::hasFigure);
        }
    }

    private static void hasFigure(String line) {
        String figure = line.split("\\|", -1)[4].strip();
        assertThat(figure).as(line).matches("[0-9.]+ (ns|µs|ms|/s|k/s|M/s|MiB)");
        assertThat(Double.parseDouble(figure.split(" ", -1)[0])).as(line).isPositive();
    }

    @Test
    void unknownRow_isAnError_thatNamesTheRows() {
        assertThat(bench("4711")).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(err.toString()).contains("row=4711").contains("memory [5, 6, 7, 8, 9, 10, 16]");
    }

    @Test
    void noPairs_areAnError() {
        assertThat(bench("--pairs", "0")).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(err.toString()).contains("pairs=0");
    }
}
