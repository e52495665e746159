package dev.polyrhythm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each listing of the lecture prints what its Python original prints, but for the language's own
 * names for things. The originals are beside this test, completed to programs that run.
 */
@Timeout(180)
@Tag("examples")
@ExtendWith(LeakCheck.class)
class LectureTest {
    private static final String COMMAND = "dev.polyrhythm.cli.Main";

    private static ChildJvm example(String name, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("run", "../examples/lecture/" + name + ".java"));
        arguments.addAll(List.of(options));
        return ChildJvm.start(Map.of(), COMMAND, arguments.toArray(String[]::new));
    }

    private static ChildJvm original(String name) {
        assumeTrue(hasPython(), "python3 is not installed");
        Path script = Path.of("src/test/python", name + ".py");
        Map<String, String> buffered = Map.of("PYTHONUNBUFFERED", ""); // else its lines mix
        return ChildJvm.start(buffered, List.of("python3", script.toString()));
    }

    private static boolean hasPython() {
        try {
            return new ProcessBuilder("python3", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What both print; they run at the same time, as most of it is waiting. */
    private record Outputs(List<String> ours, List<String> theirs) {
        static Outputs of(String name) {
            try (ChildJvm original = original(name);
                    ChildJvm example = example(name)) {
                return new Outputs(outputOf(example), outputOf(original));
            }
        }
    }

    private static List<String> outputOf(ChildJvm program) {
        try (program) {
            assertThat(program.awaitExit()).as("%s", program.lines()).isZero();
            return program.lines();
        }
    }

    /** Python's names for things in ours. */
    private static List<String> inJava(List<String> lines) {
        return lines.stream()
                .map(line -> line.replace("is_alive()", "isAlive()"))
                .map(line -> line.replace("True", "true").replace("False", "false"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "L02FirstThread",
                "L03Arguments",
                "L04NameDaemonJoin",
                "L07Process",
                "L11Timer"
            })
    void listing_ofOneWorker_printsTheSameLines(String name) {
        Outputs outputs = Outputs.of(name);
        assertThat(outputs.ours()).isEqualTo(inJava(outputs.theirs()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"L06ThreadSubclass", "L09ProcessSubclass"})
    void listing_ofSubclass_printsTheSameLinesForEachWorker(String name) {
        Outputs outputs = Outputs.of(name);
        List<String> ours = outputs.ours();
        List<String> theirs = inJava(outputs.theirs());

        assertThat(mains(ours)).isEqualTo(mains(theirs)).hasSize(9);
        assertThat(without(ours, mains(ours)))
                .isEqualTo(without(theirs, mains(theirs)))
                .hasSize(15);
    }

    private static List<String> mains(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("isAlive") || line.startsWith("name="))
                .toList();
    }

    private static List<String> without(List<String> lines, List<String> others) {
        return lines.stream().filter(line -> !others.contains(line)).toList();
    }

    /** A new JVM takes longer than main's next lines; the original's process waits for them. */
    @Test
    void listing_ofSharedMemory_printsTheSameLinesForEachWorker() {
        Outputs outputs = Outputs.of("L10SharedMemory");
        List<String> ours = outputs.ours();
        List<String> theirs = outputs.theirs();

        assertThat(ours.subList(0, 8)).isEqualTo(theirs.subList(0, 8));
        assertThat(ours).containsExactlyElementsOf(theirs);
        assertThat(ours).contains(" Array: [6.0, 4.0, 2.0]", " Value: 12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"L05TwoLoops", "L08TwoProcesses"})
    void listing_ofTwoLoops_runsUntilCtrlC(String name) {
        try (ChildJvm program = example(name)) {
            program.awaitLine("fn");
            awaitCount(program, "main", 4);
            program.signal("INT");

            assertThat(program.awaitExit()).isZero();
            assertThat(program.lines()).containsOnly("main", "fn");
            assertThat(count(program, "fn")).isGreaterThanOrEqualTo(3);
        }
    }

    private static long count(ChildJvm program, String line) {
        return program.lines().stream().filter(line::equals).count();
    }

    private static void awaitCount(ChildJvm program, String line, int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> count(program, line) >= count);
    }

    @Test
    void servo_runsUntilItsTimeIsOver() {
        List<String> table = outputOf(example("L01Servo", "--for", "1500ms"));

        assertThat(table.get(1)).contains("pin", "pulses", "width asked");
        assertThat(table.get(2)).matches(" *24 +[0-9]+ +20 ms +0.6 .*");
    }

    @Test
    void threadsInProcess_shareTheProcessesMemory() {
        assertThat(outputOf(example("ThreadsInProcess")))
                .containsExactly("thread a added 1", "thread b added 2", "sum in the process: 3");
    }

    @Test
    void statics_areChangedByAThreadOnly() {
        assertThat(outputOf(example("Statics")))
                .containsExactly(
                        "changed by a thread",
                        "after the thread: a thread",
                        "changed by a process",
                        "after the process: a thread");
    }
}
