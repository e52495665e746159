package dev.polyrhythm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Runs programs as a user runs them. */
abstract class ProgramRun {
    @TempDir Path directory;

    ChildJvm run(String file, String source, String... options) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, source);
        List<String> arguments = new ArrayList<>(List.of("run", path.toString()));
        arguments.addAll(List.of(options));
        return ChildJvm.start(
                Map.of(), "dev.polyrhythm.cli.Main", arguments.toArray(String[]::new));
    }

    static void assertPrints(ChildJvm program, int exitCode, String... lines) {
        try (program) {
            assertThat(program.awaitExit()).as("%s", program.lines()).isEqualTo(exitCode);
            assertThat(program.lines()).containsExactly(lines);
        }
    }
}
