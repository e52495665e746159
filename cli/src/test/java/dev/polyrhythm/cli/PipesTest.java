package dev.polyrhythm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example of pipes. */
@Timeout(180)
@Tag("examples")
@ExtendWith(LeakCheck.class)
class PipesTest {
    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual", "process"})
    void echoServer_ofEveryKind_answersAndItsDeathIsTold(String kind) {
        try (ChildJvm program =
                ChildJvm.start(
                        Map.of(),
                        "dev.polyrhythm.cli.Main",
                        "run",
                        "../examples/Pipes.java",
                        "--kind",
                        kind)) {
            assertThat(program.awaitExit()).as("%s", program.lines()).isZero();
            assertThat(program.lines())
                    .containsExactly("POLYRHYTHM", "PIPE", "served", "ONCE", "the server has died");
        }
    }
}
