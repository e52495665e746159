package dev.polyrhythm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.gpio.trace.Trace;
import dev.polyrhythm.gpio.trace.VcdReader;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job, as a user runs it. */
@Timeout(180)
@Tag("examples")
@ExtendWith(LeakCheck.class)
class TwoServosTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final Duration RUN = Duration.ofSeconds(4);
    private static final int INTERRUPTED = 130;
    private static final int WINDOW = 9;

    /** From a moment on, the pulses were so wide. */
    private record Step(long nanos, int percent) {}

    @TempDir private Path directory;

    private static ChildJvm run(String... options) {
        List<String> arguments = new ArrayList<>(List.of("run", "../examples/TwoServos.java"));
        arguments.addAll(List.of(options));
        return ChildJvm.start(
                Map.of(), "dev.polyrhythm.cli.Main", arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual", "process"})
    void twoServos_ofEveryKind_pulseInTwoRhythms(String kind) throws Exception {
        Path trace = directory.resolve("t.vcd");
        try (ChildJvm program = run("--kind", kind, "--trace", trace.toString())) {
            program.awaitLine("pin 24: ");
            program.awaitLine("pin 25: ");
            Thread.sleep(RUN); // from when both are there, however long their start has taken
            program.signal("INT");
            assertThat(program.awaitExit()).as("%s", program.lines()).isEqualTo(INTERRUPTED);
            assertThat(pids(program)).hasSize(kind.equals("process") ? 2 : 1);
            assertThat(program.lines()).anyMatch(line -> line.matches(" *24 +[0-9]+ .*"));
            assertThat(program.lines()).anyMatch(line -> line.matches(" *25 +[0-9]+ .*"));
        }
        Trace read = VcdReader.read(trace);
        assertThat(dutyCycles(read, "pin24")).startsWith(3, 4, 5, 6);
        assertThat(dutyCycles(read, "pin25")).startsWith(3, 4, 5);
        assertThat(medianStep(read, "pin24")).isBetween(400L, 600L);
        assertThat(medianStep(read, "pin25")).isBetween(650L, 850L);
    }

    private static Set<String> pids(ChildJvm program) {
        Set<String> pids = new TreeSet<>();
        for (String line : program.lines()) {
            if (line.contains(", pid ")) {
                pids.add(line.substring(line.indexOf(", pid ")));
            }
        }
        return pids;
    }

    /** Finds where the width changes for good, by the narrowest of some pulses in a row. */
    private static List<Step> steps(Trace trace, String signal) {
        List<Step> steps = new ArrayList<>();
        List<Trace.Pulse> pulses = trace.pulses(signal);
        int last = 0;
        for (int i = 0; i + WINDOW <= pulses.size(); i++) {
            int width = narrowestPercent(pulses.subList(i, i + WINDOW));
            if (width != last) {
                steps.add(new Step(pulses.get(i + WINDOW / 2).nanos(), width));
                last = width;
            }
        }
        return steps;
    }

    /** A busy machine makes pulses wider than asked for, and none narrower. */
    private static int narrowestPercent(List<Trace.Pulse> pulses) {
        return pulses.stream()
                .mapToInt(pulse -> (int) Math.round(pulse.widthNanos() / 200_000.0))
                .min()
                .orElseThrow();
    }

    private static List<Integer> dutyCycles(Trace trace, String signal) {
        return steps(trace, signal).stream().map(Step::percent).toList();
    }

    private static long medianStep(Trace trace, String signal) {
        List<Step> steps = steps(trace, signal);
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < steps.size(); i++) {
            gaps.add((steps.get(i).nanos() - steps.get(i - 1).nanos()) / 1_000_000);
        }
        return gaps.stream().sorted().toList().get(gaps.size() / 2);
    }

    @RepeatedTest(2)
    void firstProcessKilled_childrenEnd_regionIsRemoved() throws IOException {
        try (ChildJvm program = run("--kind", "process")) {
            Awaitility.await().atMost(LONG).until(() -> pids(program).size() == 2);
            List<ProcessHandle> children = program.handle().descendants().toList();
            String own = "polyrhythm-" + program.handle().pid() + "-";
            assertThat(regions(own)).hasSize(1);
            program.kill();

            Awaitility.await()
                    .atMost(LONG)
                    .untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
            Awaitility.await().atMost(LONG).untilAsserted(() -> assertThat(regions(own)).isEmpty());
        }
    }

    private static List<Path> regions(String prefix) throws IOException {
        try (var files = Files.list(Path.of("/dev/shm"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "process"})
    void ctrlC_endsCleanlyWithTheTable(String kind) {
        try (ChildJvm program = run("--kind", kind)) {
            Awaitility.await()
                    .atMost(LONG)
                    .until(() ->
                            program.lines().stream().filter(line -> line.contains(", pid ")).count()
                                    == 2);
            program.signal("INT");
            assertThat(program.awaitExit()).isEqualTo(130);
            assertThat(program.lines()).noneMatch(line -> line.contains("Exception"));
        }
    }
}
