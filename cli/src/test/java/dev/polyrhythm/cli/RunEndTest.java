package dev.polyrhythm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** How programs end: by a failure, a signal, a limit. */
@Timeout(120)
@Tag("process")
@ExtendWith(LeakCheck.class)
class RunEndTest extends ProgramRun {
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
}
