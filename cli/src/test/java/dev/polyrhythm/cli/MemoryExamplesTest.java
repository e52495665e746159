package dev.polyrhythm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The programs that the guide to shared memory quotes say what it says of them. */
@Timeout(180)
@Tag("examples")
@ExtendWith(LeakCheck.class)
class MemoryExamplesTest {
    private static List<String> outputOf(String name) {
        String file = "../examples/memory/" + name + ".java";
        try (ChildJvm program = ChildJvm.start(Map.of(), "dev.polyrhythm.cli.Main", "run", file)) {
            assertThat(program.awaitExit()).as("%s", program.lines()).isZero();
            return program.lines();
        }
    }

    @Test
    void unsigned_isReadAsPythonDoes() {
        assertThat(outputOf("Unsigned"))
                .containsExactly("255", "60000", "4294967295", "🥁", "18446744073709551615");
    }

    @Test
    void repair_isDoneByWhoFindsTheLockAbandoned() {
        assertThat(outputOf("Repair"))
                .containsExactly("abandoned, sum: 70", "sum: 100, abandoned: false");
    }

    @Test
    void workQueue_losesNoJobOfAKilledWorker() {
        assertThat(outputOf("WorkQueue"))
                .contains("done: 20 of 20, killed: 1")
                .containsOnlyOnce("no more jobs");
    }

    @Test
    void state_isAlwaysWhole() {
        List<String> lines = outputOf("State");
        assertThat(lines.getLast()).isEqualTo("looked on: true");
        assertThat(lines)
                .contains(
                        "walking, there: Position[x=10000.0, y=20000.0, step=10000], steps: 10000");
    }

    @Test
    void heat_isComputedInSteps() {
        List<String> lines = outputOf("Heat");
        assertThat(lines).contains("all parts are ready, measured: 60");
        assertThat(lines)
                .containsSubsequence(
                        "step 500, heat in the rod: 100", "step 1000, heat in the rod: 100");
    }
}
