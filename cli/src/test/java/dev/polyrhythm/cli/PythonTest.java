package dev.polyrhythm.cli;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.polyrhythm.memory.SharedMemory;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Programs of Java and Python that share memory, as the guide shows them. */
@Timeout(180)
@Tag("examples")
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

    /** As Ctrl-C does, so that it removes its memory. */
    private static void end(ChildJvm program) {
        program.signal("INT");
        program.awaitExit();
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
            end(program);
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
                while seen < 300:
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
            end(program);
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

    private static boolean isTrackedByPython() {
        return python("-c", "import sys; print(sys.version_info < (3, 13))").contains("True");
    }

    /** What the guide warns of: without the line after it, attaching is deleting, later. */
    @Test
    void block_attachedByAPythonThatTracksIt_isDeletedAtPythonsExit() {
        assumePython();
        assumeTrue(isTrackedByPython(), "from 3.13 on there is a parameter for it");
        String name = "polytest_" + ProcessHandle.current().pid() + "_tracked";
        Path file = Path.of("/dev/shm", name);
        assumeTrue(Files.isDirectory(Path.of("/dev/shm")), "Python's blocks are elsewhere");
        String attach =
                "from multiprocessing.shared_memory import SharedMemory;"
                        + "SharedMemory(name='"
                        + name
                        + "').close()";
        try (SharedMemory memory = SharedMemory.create(name, 64)) {
            python(SCRIPTS + "exchange.py", "double", name);
            assertThat(file).exists();

            python("-c", attach); // its tracker deletes the block a moment after its end
            Awaitility.await().untilAsserted(() -> assertThat(file).doesNotExist());

            memory.segment().set(JAVA_INT, 0, 1); // who has it open keeps it
            memory.unlink();
        }
    }
}
