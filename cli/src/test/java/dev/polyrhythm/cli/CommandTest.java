package dev.polyrhythm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the command says to what it cannot do; each in one line. */
@Timeout(60)
class CommandTest {
    @TempDir private Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String program = "";

    @BeforeEach
    void writeProgram() throws IOException {
        Path file = directory.resolve("Empty.java");
        Files.writeString(file, "void main() {}\n");
        program = file.toString();
    }

    private int execute(String... arguments) {
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return commandLine.execute(arguments);
    }

    private void assertMisuse(String message, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(execute(arguments)).isEqualTo(2);
        assertThat(err.toString()).startsWith("polyrhythm: ").contains(message).hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void files_thatAreNoPrograms_areRefused() throws IOException {
        Path text = Files.writeString(directory.resolve("notes.txt"), "");
        assertMisuse("no such file: nope.java", "run", "nope.java");
        assertMisuse("not a Java source file (NAME.java): " + text, "run", text.toString());
        assertMisuse("not a Java source file", "run", directory.toString());
        assertMisuse("Missing required parameter: 'FILE.java'", "run");
    }

    @Test
    void words_mistyped_getTheNearestRightOne() {
        assertMisuse("Unknown option: '--fro'; did you mean --for?", "run", program, "--fro", "5s");
        assertMisuse("did you mean process?", "run", program, "--kind", "proces");
        assertMisuse("did you mean run?", "rum");
        assertMisuse("say what to do: run, trace, top, memory or clean");
    }

    @Test
    void limit_thatIsNone_isRefused() {
        assertMisuse("'-1'", "run", program, "--for", "-1");
        assertMisuse("'soon'", "run", program, "--for", "soon");
        assertMisuse("--for must be longer than 0", "run", program, "--for", "0s");
    }

    @Test
    void board_thatIsNotThere_isRefused() {
        assertMisuse("simulated, linux or linux:CHIP", "run", program, "--board", "moon");
    }

    @Test
    void trace_thatCannotBeWritten_isRefused() {
        String file = directory.resolve("no/such/t.vcd").toString();
        assertMisuse("the trace cannot be written: " + file, "run", program, "--trace", file);
    }

    @Test
    void picture_ofNoTrace_isRefused() throws IOException {
        Path text = Files.writeString(directory.resolve("x.vcd"), "nothing");
        assertMisuse("not a VCD file", "trace", text.toString());
        assertMisuse("no such file", "trace", directory.resolve("y.vcd").toString());
    }

    @Test
    void program_thatDoesNotCompile_showsTheCompilersMessage() throws IOException {
        Path file = directory.resolve("Bad.java");
        Files.writeString(file, "void main() { int x = \"a\"; }\n");

        assertThat(execute("run", file.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains("Bad.java:1: error: incompatible types")
                .contains("1 error");
    }

    @Test
    void program_thatDoesNotEvenParse_showsTheCompilersMessage() throws IOException {
        Path file = directory.resolve("Worse.java");
        Files.writeString(file, "void main( {\n");

        assertThat(execute("run", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("Worse.java:1: error:");
    }

    @Test
    void help_ofEverything_isThere() {
        for (List<String> command :
                List.of(
                        List.<String>of(),
                        List.of("run"),
                        List.of("trace"),
                        List.of("memory"),
                        List.of("clean"))) {
            String[] arguments = new String[command.size() + 1];
            command.toArray(arguments);
            arguments[command.size()] = "--help";
            assertThat(execute(arguments)).isZero();
        }
        assertThat(out.toString()).contains("--kind", "--for", "--trace", "--output", "clean");
        assertThat(execute("--version")).isZero();
        assertThat(out.toString()).contains("polyrhythm ", "Java 25");
    }

    @Test
    void durations_areReadAsPeopleWriteThem() {
        DurationConverter converter = new DurationConverter();
        assertThat(converter.convert("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(converter.convert("1.5s")).isEqualTo(Duration.ofMillis(1500));
        assertThat(converter.convert("2m")).isEqualTo(Duration.ofMinutes(2));
        assertThat(converter.convert("1h")).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void distance_countsEdits() {
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Nearest.to("xyzzy", List.of("run", "trace"))).isEmpty();
    }
}
