package dev.polyrhythm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example of rhythms. */
@Timeout(180)
@Tag("examples")
@ExtendWith(LeakCheck.class)
class MetronomeTest {
    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual", "process"})
    void metronome_ofEveryKind_playsAllBeatsInOrder(String kind) {
        try (ChildJvm program =
                ChildJvm.start(
                        Map.of(),
                        "dev.polyrhythm.cli.Main",
                        "run",
                        "../examples/Metronome.java",
                        "--kind",
                        kind)) {
            assertThat(program.awaitExit()).as("%s", program.lines()).isZero();
            assertThat(voice(program, "three"))
                    .containsExactly(
                            "three 1",
                            "three 2",
                            "three 3",
                            "three 4",
                            "three 5",
                            "three 6",
                            "three: 6 beats, none missed");
            assertThat(voice(program, "four"))
                    .hasSize(9)
                    .startsWith("four 1", "four 2")
                    .endsWith("four 8", "four: 8 beats, none missed");
        }
    }

    private static List<String> voice(ChildJvm program, String name) {
        return program.lines().stream().filter(line -> line.startsWith(name)).toList();
    }
}
