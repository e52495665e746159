package dev.polyrhythm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.memory.internal.region.RegionReport;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What 'polyrhythm memory' says of programs that live, and of dead ones. */
@Timeout(180)
@ExtendWith(LeakCheck.class)
class MemoryCommandTest {
    private static final String COMMAND = "dev.polyrhythm.cli.Main";

    private static List<String> command(String name) {
        try (ChildJvm command = ChildJvm.start(Map.of(), COMMAND, name)) {
            assertThat(command.awaitExit()).as("%s", command.lines()).isZero();
            return command.lines();
        }
    }

    private static List<String> linesOf(long pid, List<String> lines) {
        int first = 0;
        while (first < lines.size() && !lines.get(first).contains("/polyrhythm-" + pid + "-")) {
            first++;
        }
        int last = Math.min(first + 1, lines.size());
        while (last < lines.size() && lines.get(last).startsWith(" ")) {
            last++;
        }
        return lines.subList(first, last);
    }

    @Test
    @Tag("process")
    void memory_ofAProgram_isListedUntilItsEnd() {
        try (ChildJvm program =
                ChildJvm.start(Map.of(), COMMAND, "run", "../examples/memory/NamedBlock.java")) {
            program.awaitLine("ready");
            long pid = program.handle().pid();

            List<String> alive = linesOf(pid, command("memory"));
            assertThat(alive.getFirst()).matches(".*  [0-9,]{6,} bytes  alive");
            assertThat(alive.get(1))
                    .contains("process " + pid + " (first)  polyrhythm run ")
                    .endsWith("NamedBlock.java");
            assertThat(alive)
                    .hasSize(4)
                    .anyMatch(line -> line.matches("    process .*internal\\.child.*"));
            assertThat(alive.getLast()).endsWith("block named_" + pid + "  4,096 bytes");
            assertThat(linesOf(pid, command("memory"))).hasSize(4); // looking changes nothing

            program.signal("TERM");
            program.awaitExit();
            assertThat(linesOf(pid, command("memory"))).isEmpty();
        }
    }

    @Test
    void region_abandoned_saysWhatRemovesIt() {
        RegionReport region =
                new RegionReport(
                        Path.of("/dev/shm/polyrhythm-17-aa"),
                        17,
                        false,
                        List.of(),
                        1_234_567,
                        List.of(new RegionReport.NamedBlock("weather", 4096)));
        assertThat(MemoryCommand.text(region))
                .containsExactly(
                        "/dev/shm/polyrhythm-17-aa  1,234,567 bytes  abandoned by process 17:"
                                + " polyrhythm clean removes it",
                        "    block weather  4,096 bytes");
    }

    @Test
    void command_isToldInAFewWords() {
        assertThat(
                        CommandText.of(
                                "/usr/bin/java",
                                "-Xmx64m",
                                "-cp",
                                "lib/*",
                                COMMAND,
                                "run",
                                "A.java",
                                "--for",
                                "5s"))
                .isEqualTo("polyrhythm run A.java --for 5s");
        assertThat(CommandText.of("/usr/bin/python3", "-u", "x.py")).isEqualTo("python3 -u x.py");
        assertThat(CommandText.of("java", "Main", "x".repeat(100))).hasSize(80).endsWith("...");
        assertThat(CommandText.of("java", "-cp")).isEmpty();
        assertThat(CommandText.of("")).isEmpty();
        assertThat(CommandText.of(Long.MAX_VALUE)).isEqualTo("(has ended)");
    }
}
