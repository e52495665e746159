package dev.polyrhythm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The documents agree with the tree: code blocks stand in the examples, links lead to files,
 * classes exist, and the page of settings has the settings that the sources read.
 */
@Timeout(60)
class DocumentsTest {
    private static final Path ROOT = Path.of("..");
    private static final Path SETTINGS = ROOT.resolve("docs/guide/settings.md");
    private static final Pattern BLOCK =
            Pattern.compile("```(java|python)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ANY_BLOCK = Pattern.compile("```.*?```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    /** Inline code that begins with a class, qualified or not; a member may follow. */
    private static final Pattern CLASS =
            Pattern.compile("`(?:[a-z]+\\.)*([A-Z]\\w*[a-z]\\w*)(?:[.#(<][^`]*)?`");

    /** Names of other languages and of the output of commands. */
    private static final Set<String> FOREIGN =
            Set.of("Barrier", "Event", "Pool", "ProcessPoolExecutor", "RLock", "Value");

    /** A literal in Java, or a default in a shell script: {@code ${NAME:-}}. */
    private static final Pattern READ =
            Pattern.compile(
                    "\"(polyrhythm\\.[a-z]+)\"|\"(POLYRHYTHM_[A-Z_]+)\"|\"(\\w*JAVA\\w*_OPTIONS)\""
                            + "|getenv\\(\"(\\w+)\"\\)|\\$\\{([A-Z_]{3,}):-");

    private static final Pattern SETTING =
            Pattern.compile(
                    "`(?:-D)?(polyrhythm\\.[a-z]+)(?:=\\w+)?`"
                            + "|`((?:POLYRHYTHM|XDG|JAVA|_JAVA|JDK|MAVEN|SDKMAN)_[A-Z_]+|HOME)`");

    private static List<Path> documents() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String directory : List.of("docs", "examples", ".github")) {
            found.addAll(files(ROOT.resolve(directory), ".md"));
        }
        try (Stream<Path> root = Files.list(ROOT)) {
            root.filter(path -> path.toString().endsWith(".md")).forEach(found::add);
        }
        return found;
    }

    /** The files below a directory; none of what a build made. */
    private static List<Path> files(Path directory, String end) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(path -> path.toString().endsWith(end))
                    .filter(path -> !path.toString().contains("/target"))
                    .toList();
        }
    }

    private static String examples() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String end : List.of(".java", ".py")) {
            for (Path file : files(ROOT.resolve("examples"), end)) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    @Test
    void blocks_ofCode_standInTheExamples() throws IOException {
        String examples = examples();
        int blocks = 0;
        for (Path document : documents()) {
            Matcher block = BLOCK.matcher(Files.readString(document));
            while (block.find()) {
                assertThat(examples).as("%s", document).contains(block.group(2));
                blocks++;
            }
        }
        assertThat(blocks).isPositive();
    }

    @Test
    void links_leadSomewhere() throws IOException {
        Map<Path, Set<String>> missing = new TreeMap<>();
        for (Path document : documents()) {
            for (String link : found(LINK, Files.readString(document))) {
                if (!Files.exists(document.resolveSibling(link))) {
                    missing.computeIfAbsent(document, d -> new TreeSet<>()).add(link);
                }
            }
        }

        assertThat(missing).as("links to files that do not exist").isEmpty();
    }

    @Test
    void classes_inCodeOfTheDesignAndTheGuide_exist() throws IOException {
        Set<String> known = ownClasses();
        known.addAll(classesOfTheJdk());
        known.addAll(FOREIGN);
        Map<Path, Set<String>> missing = new TreeMap<>();
        List<Path> documents = new ArrayList<>(files(ROOT.resolve("docs/guide"), ".md"));
        documents.add(ROOT.resolve("docs/design.md"));
        for (Path document : documents) {
            String text = ANY_BLOCK.matcher(Files.readString(document)).replaceAll("");
            Set<String> unknown = found(CLASS, text);
            unknown.removeAll(known);
            if (!unknown.isEmpty()) {
                missing.put(document, unknown);
            }
        }

        assertThat(missing).as("classes without a source file").isEmpty();
    }

    private static Set<String> ownClasses() throws IOException {
        return files(ROOT, ".java").stream()
                .map(DocumentsTest::simpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> classesOfTheJdk() throws IOException {
        Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
        return files(base.resolve("java"), ".class").stream()
                .map(DocumentsTest::simpleName)
                .collect(Collectors.toSet());
    }

    private static String simpleName(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\..*", "");
    }

    @Test
    void settings_thatTheSourcesRead_areOnTheirPage() throws IOException {
        Set<String> read = found(READ, sources("main"));
        assertThat(read).contains("polyrhythm.kind", "POLYRHYTHM_CACHE", "MAVEN_HOME");

        read.removeAll(found(SETTING, Files.readString(SETTINGS)));

        assertThat(read).as("settings that %s does not have", SETTINGS).isEmpty();
    }

    @Test
    void settings_onTheirPage_areReadSomewhere() throws IOException {
        Set<String> listed = found(SETTING, Files.readString(SETTINGS));

        listed.removeAll(found(READ, sources("main") + sources("test")));

        assertThat(listed).as("settings of %s that nothing reads", SETTINGS).isEmpty();
    }

    /** The Java sources of all modules, and the scripts. */
    private static String sources(String kind) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : files(ROOT, ".java")) {
            if (file.toString().contains("/src/" + kind + "/")) {
                text.append(Files.readString(file));
            }
        }
        for (String script : List.of("polyrhythm", "mvnw", "build/find-tools.sh", ".ci/run")) {
            text.append(Files.readString(ROOT.resolve(script)));
        }
        return text.toString();
    }

    /** The first group that took part in each match. */
    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(DocumentsTest::firstGroup)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String firstGroup(MatchResult match) {
        for (int i = 1; i <= match.groupCount(); i++) {
            if (match.group(i) != null) {
                return match.group(i);
            }
        }
        throw new AssertionError(match.group());
    }
}
