package dev.polyrhythm.internal.process;

import dev.polyrhythm.platform.NativeAccess;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JVM options of this process that its children need to find and run the same classes: modules,
 * opened packages, preview features, assertions. Heap, collector and agents are each JVM's own.
 */
final class InheritedOptions {
    private static final List<String> PREFIXES =
            List.of(
                    "--add-opens",
                    "--add-exports",
                    "--add-reads",
                    "--add-modules",
                    "--patch-module",
                    "--upgrade-module-path",
                    "--limit-modules",
                    "--enable-preview",
                    "--enable-native-access",
                    "--illegal-native-access",
                    "--sun-misc-unsafe-memory-access",
                    "-ea",
                    "-da",
                    "-esa",
                    "-dsa",
                    "-enableassertions",
                    "-disableassertions",
                    "-enablesystemassertions",
                    "-disablesystemassertions");

    /** The published libraries; a program may have such a name, too, but not one of these. */
    private static final Pattern OWN_JAR =
            Pattern.compile("polyrhythm-(platform|memory|core|gpio|cli)-.*\\.jar");

    private InheritedOptions() {}

    static List<String> get() {
        return Holder.OPTIONS;
    }

    /**
     * Returns the class path and module path as they are now.
     *
     * @param first the entry that comes first on the class path; may be empty
     */
    static List<String> paths(String first) {
        List<String> line = new ArrayList<>();
        addPath(line, "--class-path", prepend(first, classPath()));
        String modulePath = System.getProperty("jdk.module.path");
        addPath(line, "--module-path", modulePath);
        String mainModule = System.getProperty("jdk.module.main");
        if (modulePath != null && mainModule != null) {
            line.add("--add-modules=" + mainModule);
        }
        return line;
    }

    /** Returns how a command line names one of the library's main classes. */
    static List<String> mainClass(String name) {
        Module module = InheritedOptions.class.getModule();
        return module.isNamed()
                ? List.of("--module", module.getName() + "/" + name)
                : List.of(name);
    }

    /**
     * Adds the loaders' own paths: JShell has the library in a class loader of its own and not on
     * the JVM's class path.
     */
    private static String classPath() {
        List<String> path = new ArrayList<>();
        path.add(System.getProperty("java.class.path", ""));
        for (ClassLoader loader = InheritedOptions.class.getClassLoader();
                loader instanceof URLClassLoader urls;
                loader = loader.getParent()) {
            for (URL url : urls.getURLs()) {
                if (url.getProtocol().equals("file")) {
                    path.add(new File(URI.create(url.toString())).toString());
                }
            }
        }
        path.removeIf(String::isEmpty);
        return String.join(File.pathSeparator, path);
    }

    /**
     * Puts an entry that has the library's classes first, and the library's own jars last: to look
     * for a class of the program does not open them then, which takes a fresh JVM some
     * milliseconds.
     */
    static String prepend(String first, String path) {
        if (first.isEmpty()) {
            return path;
        }
        List<String> entries = new ArrayList<>(List.of(path.split(File.pathSeparator, -1)));
        entries.remove(first); // a child that has it already hands it on
        List<String> own = entries.stream().filter(InheritedOptions::isOwnJar).toList();
        entries.removeAll(own);
        entries.addFirst(first);
        entries.addAll(own);
        return String.join(File.pathSeparator, entries);
    }

    private static boolean isOwnJar(String entry) {
        return OWN_JAR.matcher(new File(entry).getName()).matches();
    }

    private static void addPath(List<String> line, String option, @Nullable String path) {
        if (path != null && !path.isEmpty()) {
            line.add(option);
            line.add(path);
        }
    }

    /** Returns whether they are on; test runners switch them on without an option. */
    private static boolean assertionsAreOn() {
        return InheritedOptions.class.desiredAssertionStatus();
    }

    /** Read once: the options of a running JVM do not change. */
    private static final class Holder {
        static final List<String> OPTIONS =
                Stream.concat(
                                Stream.of("-ea").filter(option -> assertionsAreOn()),
                                ManagementFactory.getRuntimeMXBean().getInputArguments().stream())
                        .filter(option -> PREFIXES.stream().anyMatch(option::startsWith))
                        .filter(option ->
                                !option.equals(NativeAccess.option())) // each child has it
                        .distinct() // a child of a child has the same as a child
                        .toList();
    }
}
