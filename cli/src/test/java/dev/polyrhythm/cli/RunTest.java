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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Programs of all shapes, run as a user runs them. */
@Timeout(120)
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
                "\tat program//F.main(F.java:1)");
        assertPrints(
                run("G.java", "class G {}"),
                1,
                "polyrhythm: the program has no main method: class=G");
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
