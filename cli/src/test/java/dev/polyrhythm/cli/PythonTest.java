package dev.polyrhythm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Programs of Java and Python that share memory, as the guide shows them. */
@Timeout(180)
@ExtendWith(LeakCheck.class)
class PythonTest {
    private static final String SCRIPTS = "../examples/python/";

    private static ChildJvm java(String name, String... arguments) {
        List<String> command = new ArrayList<>(List.of("run", SCRIPTS + name));
        command.addAll(List.of(arguments));
        return ChildJvm.start(Map.of(), "dev.polyrhythm.cli.Main", command.toArray(String[]::new));
    }

    private static List<String> python(String... arguments) {
        List<String> command = new ArrayList<>(List.of("python3"));
        command.addAll(List.of(arguments));
        try (ChildJvm python = ChildJvm.start(Map.of("PYTHONUTF8", "1"), command)) {
            assertThat(python.awaitExit()).as("%s", python.lines()).isZero();
            return python.lines();
        }
    }

    private static void assumePython() {
        try (ChildJvm python = ChildJvm.start(Map.of(), List.of("python3", "--version"))) {
            assumeTrue(python.awaitExit() == 0, "python3 does not run");
        } catch (AssertionError e) {
            assumeTrue(false, "python3 is not installed");
        }
    }

    /** The words after the name: location, and a record's components. */
    private static String[] location(ChildJvm program, String name) {
        return program.awaitLine(name + " ").substring(name.length() + 1).split(" ", -1);
    }

    private static List<String> read(String... location) {
        String[] arguments = new String[location.length + 1];
        arguments[0] = SCRIPTS + "read_shared.py";
        System.arraycopy(location, 0, arguments, 1, location.length);
        return python(arguments);
    }

    @Test
    void python_readsWhatARunningProgramShares() {
        assumePython();
        try (ChildJvm program = java("Locations.java")) {
            String[] reading = location(program, "reading");
            assertThat(read(location(program, "counter"))).containsExactly("7");
            assertThat(read(location(program, "running"))).containsExactly("True");
            assertThat(read(location(program, "samples"))).containsExactly("[1.5, 2.5, -3.0]");
            assertThat(read(location(program, "status"))).containsExactly("läuft 🥁");
            assertThat(read(reading).getFirst()).matches("\\([0-9]+, [0-9]+\\.[05], .*, 'ä'\\)");
        }
    }

    @Test
    void python_besideAWriter_neverSeesATornRecord() {
        assumePython();
        String script =
                """
                import sys
                sys.path.insert(0, sys.argv[1])
                from read_shared import Shared
                reading = Shared(sys.argv[2])
                last = seen = 0
                while seen < 2000:
                    number, half, odd, sign = reading.get(sys.argv[3])
                    assert half == number / 2 and odd == (number % 2 == 1), (number, half, odd)
                    assert number >= last
                    seen += number != last
                    last = number
                print('whole')
                """;
        try (ChildJvm program = java("Locations.java")) {
            String[] reading = location(program, "reading");
            assertThat(python("-c", script, SCRIPTS, reading[0], reading[1]))
                    .containsExactly("whole");
        }
    }

    @Test
    void javaAndPython_exchangeDataBothWays() {
        assumePython();
        try (ChildJvm program = java("Exchange.java", SCRIPTS + "exchange.py")) {
            assertThat(program.awaitExit()).as("%s", program.lines()).isZero();
            assertThat(program.lines())
                    .containsExactly(
                            "Python doubled: [3.0, -4.0, 2.0E300]",
                            "Python says: offered",
                            "Python asked: hello",
                            "Python says: Java answered: salut");
        }
    }
}
