package dev.polyrhythm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Programs of all shapes, run as a user runs them. */
@Timeout(120)
@Tag("process")
@ExtendWith(LeakCheck.class)
class RunTest {
    @TempDir private Path directory;

    private ChildJvm run(String file, String source, String... options) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, source);
        List<String> arguments = new ArrayList<>(List.of("run", path.toString()));
        arguments.addAll(List.of(options));
        return ChildJvm.start(
                Map.of(), "dev.polyrhythm.cli.Main", arguments.toArray(String[]::new));
    }

    private static void assertPrints(ChildJvm program, int exitCode, String... lines) {
        try (program) {
            assertThat(program.awaitExit()).as("%s", program.lines()).isEqualTo(exitCode);
            assertThat(program.lines()).containsExactly(lines);
        }
    }

    @Test
    void main_ofEveryForm_isFound() throws IOException {
        assertPrints(run("A.java", "void main() { IO.println(\"compact\"); }"), 0, "compact");
        assertPrints(
                run(
                        "B.java",
                        "class B { private B(int x) {} public static void main(String[] a) {"
                                + " System.out.println(a.length + a[1]); } }",
                        "--",
                        "x",
                        "--for"),
                0,
                "2--for");
        assertPrints(
                run("C.java", "class C { void main() { System.out.println(\"instance\"); } }"),
                0,
                "instance");
        assertPrints(
                run(
                        "D.java",
                        "class D extends Base {} class Base { static void main() {"
                                + " System.out.println(\"inherited\"); } }"),
                0,
                "inherited");
    }

    @Test
    void program_inAPackageWithSourcesBesideIt_isCompiledWithThem() throws IOException {
        Files.createDirectories(directory.resolve("src/a/b"));
        Files.writeString(
                directory.resolve("src/a/b/Helper.java"),
                "package a.b; class Helper { static String text() { return \"helped\"; } }");
        Files.writeString(directory.resolve("src/a/b/Broken.java"), "not Java, and not asked for");
        assertPrints(
                run(
                        "src/a/b/Start.java",
                        "package a.b; import dev.polyrhythm.*; class Start { public static void"
                                + " main(String[] a) throws Exception {"
                                + " new ProcessWorker(() -> System.out.println(Helper.text()))"
                                + ".start(); } }"),
                0,
                "helped");
    }

    @Test
    void exitCode_isTheProgramsOwn() throws IOException {
        assertPrints(run("E.java", "void main() { System.exit(7); }"), 7);
        assertPrints(
                run("F.java", "void main() { throw new IllegalStateException(\"oops\"); }"),
                1,
                "Exception in thread \"main\" java.lang.IllegalStateException: oops",
                "\tat F.main(F.java:1)");
        assertPrints(
                run("G.java", "class G {}"),
                1,
                "polyrhythm: the program has no main method: class=G");
    }

    @Test
    void failure_withACause_showsTheProgramsFramesOnly() throws IOException {
        assertPrints(
                run(
                        "Two.java",
                        """
                        void main() {
                            try { throw new Exception("inner"); }
                            catch (Exception e) { throw new IllegalStateException("outer", e); }
                        }
                        """),
                1,
                "Exception in thread \"main\" java.lang.IllegalStateException: outer",
                "\tat Two.main(Two.java:3)",
                "Caused by: java.lang.Exception: inner",
                "\tat Two.main(Two.java:2)");
    }

    @Test
    void failure_whileTheProgramIsEnded_isTold() throws IOException {
        assertPrints(
                run(
                        "U.java",
                        """
                        void main() {
                            try { Thread.sleep(100_000); }
                            catch (InterruptedException e) { throw new RuntimeException("upset"); }
                        }
                        """,
                        "--for",
                        "500ms"),
                1,
                "Exception in thread \"main\" java.lang.RuntimeException: upset",
                "\tat U.main(U.java:3)");
    }

    @Test
    void failure_ofMain_leavesTheOtherThreadsRunning() throws IOException {
        assertPrints(
                run(
                        "V.java",
                        """
                        void main() {
                            Thread main = Thread.currentThread();
                            new Thread(() -> {
                                try { main.join(); } catch (InterruptedException e) { return; }
                                System.err.println("after main");
                            }).start();
                            throw new IllegalStateException("oops");
                        }
                        """),
                1,
                "Exception in thread \"main\" java.lang.IllegalStateException: oops",
                "\tat V.main(V.java:7)",
                "after main");
    }

    @Test
    void ctrlC_thatMainCatches_isANormalEnd() throws IOException {
        String source =
                """
                void main() throws InterruptedException {
                    IO.println("up");
                    try { Thread.sleep(100_000); }
                    catch (InterruptedException e) { IO.println("caught"); }
                }
                """;
        assertThat(interrupted("W.java", source)).containsExactly("up", "caught", "0");
    }

    @Test
    void ctrlC_thatMainPassesOn_isQuietAndTold() throws IOException {
        String source =
                """
                void main() throws InterruptedException {
                    IO.println("up");
                    Thread.sleep(100_000);
                }
                """;
        assertThat(interrupted("X.java", source)).containsExactly("up", "130");
    }

    /** What a program prints that is interrupted once it is up, and then its exit code. */
    private List<String> interrupted(String file, String source) throws IOException {
        try (ChildJvm program = run(file, source)) {
            program.awaitLine("up");
            program.signal("INT");
            int exitCode = program.awaitExit();
            List<String> lines = new ArrayList<>(program.lines());
            lines.add(String.valueOf(exitCode));
            return lines;
        }
    }

    @Test
    void command_isNoPartOfTheProgramsClassPath() throws IOException {
        try (ChildJvm program = run("P.java", "void main() { picocli.CommandLine.run(null); }")) {
            assertThat(program.awaitExit()).isEqualTo(1);
            assertThat(program.lines().getFirst())
                    .contains("P.java:1: error: package picocli does not exist");
        }
    }

    @Test
    void kind_isWhatTheProgramIsAsked() throws IOException {
        String source = "void main() { IO.println(dev.polyrhythm.Worker.Kind.configured()); }";
        assertPrints(run("K.java", source, "--kind", "virtual"), 0, "VIRTUAL");
        assertPrints(run("K.java", source), 0, "PLATFORM");
    }

    @Test
    void limit_endsAProgramThatDoesNotListen() throws IOException {
        assertPrints(
                run(
                        "L.java",
                        """
                        void main() {
                            IO.println("spinning");
                            while (true) { Thread.onSpinWait(); }
                        }
                        """,
                        "--for",
                        "1s"),
                0,
                "spinning");
    }

    @Test
    void limit_letsTheProgramTidyUp() throws IOException {
        assertPrints(
                run(
                        "T.java",
                        """
                        void main() {
                            try { Thread.sleep(100_000); }
                            catch (InterruptedException e) { IO.println("tidied up"); }
                        }
                        """,
                        "--for",
                        "500ms"),
                0,
                "tidied up");
    }

    @Test
    void ctrlC_second_endsAtOnce() throws IOException {
        try (ChildJvm program =
                run(
                        "S.java",
                        """
                        void main() {
                            IO.println("up");
                            while (true) {
                                try { Thread.sleep(100_000); }
                                catch (InterruptedException e) { IO.println("no"); }
                            }
                        }
                        """)) {
            program.awaitLine("up");
            program.signal("INT");
            program.awaitLine("no");
            program.signal("INT");
            assertThat(program.awaitExit()).isEqualTo(130);
        }
    }

    @Test
    void compilerNotes_areNotPrinted() throws IOException {
        assertPrints(
                run(
                        "N.java",
                        "import java.util.*; void main() { List raw = new ArrayList(); raw.add(1);"
                                + " IO.println(raw); }"),
                0,
                "[1]");
    }
}
