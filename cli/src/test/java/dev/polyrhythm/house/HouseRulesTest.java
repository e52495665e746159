package dev.polyrhythm.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the tree is cut: what may need what, and how large a room may be. */
@Timeout(60)
class HouseRulesTest {
    private static final int MOST_FILES_IN_A_CYCLE = 12;
    private static final int MOST_FILES_IN_A_PACKAGE = 40;

    /** Lower rooms never need higher ones. */
    private static final List<String> ORDER =
            List.of(
                    "dev.polyrhythm.platform",
                    "dev.polyrhythm.memory",
                    "dev.polyrhythm",
                    "dev.polyrhythm.gpio",
                    "dev.polyrhythm.cli");

    private static final Set<String> NOT_PUBLISHED =
            Set.of(
                    "dev.polyrhythm.testkit",
                    "dev.polyrhythm.benchmarks",
                    "dev.polyrhythm.benchmarks.programs",
                    "dev.polyrhythm.benchmarks.programs.jmh_generated");

    /** Paths, commands and signals of an operating system, as literals. */
    private static final Pattern SYSTEM_FACT =
            Pattern.compile(
                    "\"[^\"\\n]*(?:/proc|/sys/|/dev/|/bin/|/usr/|/etc/)"
                            + "|\"(?:sh|env|renice|taskset|chrt|ionice|setpriv|kill)\""
                            + "|\"SIG[A-Z]+\"|sun\\.misc\\.Signal|XDG_|getProperty\\(\"os\\.");

    /** A named offset, or an access to memory at a literal other than 0. */
    private static final Pattern OFFSET =
            Pattern.compile(
                    "static final (?:int|long) \\w*OFFSET\\w* *="
                            + "|\\.(?:get|set)\\((?:ValueLayout\\.)?JAVA_\\w+, (?:\\w+ \\+ )?[1-9]"
                            + "|\\.(?:get|set|compareAnd|getAnd)\\w*\\((?:data|memory|entry|block), "
                            + "(?:\\w+ \\+ )?[1-9]"
                            + "|\\.asSlice\\([1-9]");

    @Test
    void modules_needOnlyLowerOnes() throws IOException {
        Map<String, Set<String>> modules =
                Dependencies.grouped(
                        Dependencies.ofFiles(),
                        HouseRulesTest::module,
                        module -> !NOT_PUBLISHED.contains(module));
        assertThat(modules.keySet()).containsExactlyInAnyOrderElementsOf(ORDER);
        modules.forEach((module, needed) ->
                assertThat(needed)
                        .as("what %s needs", module)
                        .allMatch(other -> ORDER.indexOf(other) < ORDER.indexOf(module)));
    }

    /** The module of a file, by its package. */
    private static String module(String file) {
        String name = Dependencies.packageOf(file);
        for (String known : List.of("platform", "memory", "gpio", "cli")) {
            String module = "dev.polyrhythm." + known;
            if (name.equals(module) || name.startsWith(module + ".")) {
                return module;
            }
        }
        boolean core =
                name.equals("dev.polyrhythm")
                        || name.startsWith("dev.polyrhythm.internal.")
                        || name.equals("dev.polyrhythm.monitor");
        return core ? "dev.polyrhythm" : name;
    }

    /** A module's API and its own internals may need each other; internals form no cycle. */
    @Test
    void internalPackages_formNoCycle() throws IOException {
        Map<String, Set<String>> packages =
                Dependencies.grouped(
                        Dependencies.ofFiles(),
                        Dependencies::packageOf,
                        name -> name.contains(".internal.") || name.endsWith(".monitor"));
        assertThat(Cycles.of(packages)).isEmpty();
    }

    @Test
    void files_formNoLargeCycle() throws IOException {
        assertThat(Cycles.of(Dependencies.ofFiles()))
                .allSatisfy(
                        cycle -> assertThat(cycle).hasSizeLessThanOrEqualTo(MOST_FILES_IN_A_CYCLE));
    }

    @Test
    void packages_areSmall() throws IOException {
        for (Path module : SourceTree.modules()) {
            Map<Path, Integer> sizes = new TreeMap<>();
            for (Path source : SourceTree.sources(module)) {
                sizes.merge(source.getParent(), 1, Integer::sum);
            }
            assertThat(sizes.values())
                    .as("files a package: %s", sizes)
                    .allMatch(size -> size <= MOST_FILES_IN_A_PACKAGE);
        }
    }

    /** What is internal is exported to our own modules only. */
    @Test
    void internalPackages_areExportedByNameOnly() throws IOException {
        assertThat(SourceTree.PUBLISHED)
                .allSatisfy(module ->
                        assertThat(descriptor(SourceTree.root().resolve(module))).exists());
        for (Path module : SourceTree.modules()) {
            Path descriptor = descriptor(module);
            if (Files.exists(descriptor)) {
                assertThat(ModuleDescriptor.read(Files.newInputStream(descriptor)).exports())
                        .allMatch(export -> isApi(export.source()) || export.isQualified());
            }
        }
    }

    private static Path descriptor(Path module) {
        return module.resolve("target/classes/module-info.class");
    }

    private static boolean isApi(String name) {
        return List.of(
                        "dev.polyrhythm",
                        "dev.polyrhythm.memory",
                        "dev.polyrhythm.gpio",
                        "dev.polyrhythm.gpio.device")
                .contains(name);
    }

    @Test
    void factsOfTheOperatingSystem_standInPlatform() throws IOException {
        assertThat(lines(SYSTEM_FACT, file -> !file.toString().contains("/platform/"))).isEmpty();
    }

    @Test
    void byteOffsets_standInLayouts() throws IOException {
        assertThat(lines(OFFSET, file -> !file.toString().endsWith("Layout.java"))).isEmpty();
    }

    private interface Scope {
        boolean has(Path file);
    }

    private static List<String> lines(Pattern pattern, Scope scope) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : SourceTree.publishedSources()) {
            if (scope.has(file)) {
                Matcher matcher = pattern.matcher(Files.readString(file));
                while (matcher.find()) {
                    found.add(file.getFileName() + ": " + matcher.group());
                }
            }
        }
        return found;
    }
}
