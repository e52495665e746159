package dev.polyrhythm.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.Worker;
import dev.polyrhythm.internal.child.LineBufferedOutput;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where the words of processes go. */
@Timeout(120)
@Tag("process")
@ExtendWith(LeakCheck.class)
@SuppressWarnings("serial") // tasks call what only the test has
class OutputTest {
    /** Prints long lines from several processes, or throws in one. */
    static final class Speakers {
        private Speakers() {}

        public static void main(String[] arguments) throws InterruptedException {
            if (arguments[0].equals("throw")) {
                Worker.ofProcess()
                        .name("thrower")
                        .start(() -> {
                            throw new IllegalStateException("on purpose");
                        })
                        .join();
                return;
            }
            for (String letter : List.of("a", "b", "c")) {
                Worker.ofProcess()
                        .start(() -> {
                            for (int i = 0; i < 200; i++) {
                                System.out.println(letter.repeat(4000));
                            }
                        });
            }
        }
    }

    @Test
    void lines_ofSeveralProcesses_doNotMix() {
        try (ChildJvm program = ChildJvm.start(Speakers.class, "speak")) {
            assertThat(program.awaitExit()).isZero();
            assertThat(program.lines())
                    .hasSize(600)
                    .allMatch(
                            line -> line.length() == 4000 && line.chars().distinct().count() == 1);
        }
    }

    @Test
    void exception_uncaught_isPrintedOnceLikeAThreads() {
        try (ChildJvm program = ChildJvm.start(Speakers.class, "throw")) {
            assertThat(program.awaitExit()).isZero();
            assertThat(program.lines())
                    .hasSize(2)
                    .first()
                    .isEqualTo(
                            "Exception in thread \"thrower\" java.lang.IllegalStateException: on"
                                    + " purpose");
            assertThat(program.lines().get(1)).contains("OutputTest$Speakers");
        }
    }

    @Test
    void toolOptions_areHonouredButNotAnnouncedByChildren() {
        Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", "-Dfrom.tool=yes");
        try (ChildJvm program = ChildJvm.start(environment, ToolOptions.class.getName())) {
            assertThat(program.awaitExit()).isZero();
            assertThat(program.lines()).filteredOn(line -> line.contains("Picked up")).hasSize(1);
            assertThat(program.lines()).contains("child: yes");
        }
    }

    @Test
    void collector_inTheEnvironment_isTheChilds() throws InterruptedException {
        for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
            ProcessWorker worker =
                    Worker.ofProcess()
                            .environment(Map.of(variable, "-XX:+UseParallelGC"))
                            .start(() -> System.exit(hasParallelCollector() ? 3 : 4));
            worker.join();
            assertThat(worker.exitCode()).as(variable).hasValue(3);
        }
    }

    private static boolean hasParallelCollector() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .anyMatch(collector -> collector.getName().startsWith("PS"));
    }

    /** Prints a property in a child. */
    static final class ToolOptions {
        private ToolOptions() {}

        public static void main(String[] arguments) throws InterruptedException {
            System.clearProperty("from.tool"); // else it would be inherited as a property
            Worker.ofProcess()
                    .start(() -> System.out.println("child: " + System.getProperty("from.tool")))
                    .join();
        }
    }

    @Test
    void output_replacedInTheParent_getsTheChildrensToo() throws InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        assertThat(OutputRelay.isStandardOutput()).isFalse(); // a test runner's
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            Worker.ofProcess().start(() -> System.out.println("relayed ä")).join();
        } finally {
            System.setOut(before);
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("relayed ä\n");
    }

    @Test
    void wholeLines_gathersUntilTheEndOfALine() throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        int[] writes = {0};
        try (LineBufferedOutput lines =
                new LineBufferedOutput(
                        new java.io.FilterOutputStream(target) {
                            @Override
                            public void write(byte[] bytes, int offset, int length)
                                    throws IOException {
                                writes[0]++;
                                target.write(bytes, offset, length);
                            }
                        })) {
            lines.write("one ".getBytes(StandardCharsets.UTF_8));
            assertThat(target.size()).isZero();
            lines.write("line\nrest".getBytes(StandardCharsets.UTF_8));
            assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("one line\n");
            assertThat(writes[0]).isEqualTo(1);
            lines.flush();
        }
        assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("one line\nrest");
    }

    @Test
    void optionVariables_areSplitAsTheJvmDoes() {
        assertThat(JvmOptionVariables.split(" -Da=1  -Db=\"x y\" '-Dc=z w' "))
                .containsExactly("-Da=1", "-Db=x y", "-Dc=z w");
        assertThat(JvmOptionVariables.split("")).isEmpty();
    }
}
