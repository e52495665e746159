package dev.polyrhythm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs that the guide to pools quotes. */
@Timeout(180)
@Tag("examples")
@ExtendWith(LeakCheck.class)
class PoolExamplesTest {
    @TempDir private Path directory;

    private static List<String> outputOf(String... arguments) {
        try (ChildJvm program = ChildJvm.start(Map.of(), "dev.polyrhythm.cli.Main", arguments)) {
            assertThat(program.awaitExit()).as("%s", program.lines()).isZero();
            return program.lines();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "process"})
    void mandelbrot_isTheSamePictureInThreadsAndProcesses(String kind) throws IOException {
        Path file = directory.resolve("m.pgm");
        List<String> lines =
                outputOf(
                        "run",
                        "../examples/Mandelbrot.java",
                        "--kind",
                        kind,
                        "--",
                        file.toString(),
                        "40");

        assertThat(lines).contains("m.pgm: 40 lines").anyMatch(line -> line.contains("40/40"));
        byte[] picture = Files.readAllBytes(file);
        assertThat(new String(picture, 0, 12, StandardCharsets.US_ASCII)).isEqualTo("P5 40 40 255");
        assertThat(picture).hasSize(13 + 40 * 40);
        assertThat(picture[13 + 40 * 20 + 30]).isZero(); // inside the set
        assertThat(picture[13]).isEqualTo((byte) 254);
    }

    @Test
    void crashProof_losesTheTwoBadDocumentsOnly() {
        assertThat(outputOf("run", "../examples/CrashProof.java"))
                .containsExactly(
                        "a b c: 3 words",
                        "halt: its parser died with code 3",
                        "d e: 2 words",
                        "loop: took longer than 1 s",
                        "f: 1 words");
    }

    @Test
    void parserServer_endsAStuckParser_andGoesOn() {
        assertThat(outputOf("run", "../examples/ParserServer.java"))
                .containsExactly(
                        "one,two=two: a list",
                        "a".repeat(40) + ": too hard a text, its parser was ended",
                        "three,four=five: not a list");
    }
}
