package dev.polyrhythm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Programs of all shapes. */
@Timeout(120)
@Tag("process")
@ExtendWith(LeakCheck.class)
class RunTest extends ProgramRun {
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
