package dev.polyrhythm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.polyrhythm.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the scripts find on machines of all sorts: build/find-tools.sh. */
@Timeout(60)
class FindToolsTest {
    private static final Path SHELL = Path.of("/bin/sh");
    private static final Path SCRIPT =
            Path.of("../build/find-tools.sh").toAbsolutePath().normalize();

    @TempDir private Path directory;

    @BeforeEach
    void needShell() {
        assumeTrue(Files.isExecutable(SHELL), "no POSIX shell");
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = directory.resolve(name);
        executable(home.resolve("bin/javac"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void executable(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** Runs lines of shell after the script, strictly and without the caller's environment. */
    private static List<String> shell(int exitCode, Map<String, String> variables, String lines) {
        List<String> command = new ArrayList<>(List.of("/usr/bin/env", "-i"));
        variables.forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(List.of(SHELL.toString(), "-euc", ". '" + SCRIPT + "'\n" + lines));
        try (ChildJvm shell = ChildJvm.start(Map.of(), command)) {
            assertThat(shell.awaitExit()).as("%s", shell.lines()).isEqualTo(exitCode);
            return shell.lines();
        }
    }

    /** The JDK that is chosen from these folders alone. */
    private static List<String> chosen(Path... candidates) {
        StringBuilder lines = new StringBuilder("jdk_candidates() {\n:\n");
        for (Path candidate : candidates) {
            lines.append("echo '").append(candidate).append("'\n");
        }
        return shell(
                0, Map.of("PATH", "/usr/bin:/bin"), lines + "}\nfind_jdk\necho \"$JAVA_HOME\"");
    }

    @Test
    void jdk_ofJavaHome_comesFirst() throws IOException {
        Path home = jdk("own", "25.0.1");
        assertThat(
                        shell(
                                0,
                                Map.of("PATH", "/usr/bin:/bin", "JAVA_HOME", home.toString()),
                                "find_jdk\necho \"$JAVA_HOME\""))
                .containsExactly(home.toString());
    }

    @Test
    void jdk_thatIsTooOldOrNone_isPassedOver() throws IOException {
        Path right = jdk("right", "25");
        Path runtimeOnly = Files.createDirectories(directory.resolve("jre"));
        assertThat(
                        chosen(
                                jdk("old", "17.0.15"),
                                jdk("older", "1.8.0_402"),
                                runtimeOnly,
                                directory.resolve("missing"),
                                right))
                .containsExactly(right.toString());
    }

    @Test
    void jdk_laterThan25_isTakenWhereThereIsNo25() throws IOException {
        Path later = jdk("later", "26-ea");
        Path right = jdk("right", "25.0.3");
        assertThat(chosen(later)).containsExactly(later.toString());
        assertThat(chosen(later, right)).containsExactly(right.toString());
    }

    @Test
    void jdk_missing_isSaidInOneLine() throws IOException {
        Path old = jdk("old", "17.0.15");
        List<String> output =
                shell(
                        1,
                        Map.of("PATH", "/usr/bin:/bin", "JAVA_HOME", old.toString()),
                        "jdk_candidates() { echo \"$JAVA_HOME\"; }\nfind_jdk || exit 1");
        assertThat(output).hasSize(1);
        assertThat(output.getFirst())
                .startsWith("polyrhythm: no JDK 25 found (looked at JAVA_HOME=" + old + ",")
                .contains("/usr/lib/jvm/*", "install one");
    }

    @Test
    void maven_onThePath_isFound() throws IOException {
        Path folder = directory.resolve("bin");
        Path maven = folder.resolve("mvn");
        executable(maven);
        assertThat(shell(0, Map.of("PATH", folder.toString()), "find_maven\necho \"$MVN\""))
                .containsExactly(maven.toString());
    }

    @Test
    void maven_missing_isSaidInOneLine() {
        List<String> output =
                shell(1, Map.of("PATH", directory.toString()), "find_maven || exit 1");
        assertThat(output).hasSize(1);
        assertThat(output.getFirst())
                .startsWith("polyrhythm: no Maven found")
                .contains("install Maven 3.8.7 or later");
    }
}
