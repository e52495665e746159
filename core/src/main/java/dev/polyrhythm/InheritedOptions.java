package dev.polyrhythm;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
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

    private InheritedOptions() {}

    static List<String> get() {
        return Holder.OPTIONS;
    }

    /** The class path and module path as they are now, and the child's main class. */
    static List<String> mainClass(Class<?> main) {
        List<String> line = new ArrayList<>();
        addPath(line, "--class-path", System.getProperty("java.class.path"));
        String modulePath = System.getProperty("jdk.module.path");
        addPath(line, "--module-path", modulePath);
        String mainModule = System.getProperty("jdk.module.main");
        if (modulePath != null && mainModule != null) {
            line.add("--add-modules=" + mainModule);
        }
        Module module = main.getModule();
        if (module.isNamed()) {
            line.add("--module");
            line.add(module.getName() + "/" + main.getName());
        } else {
            line.add(main.getName());
        }
        return line;
    }

    private static void addPath(List<String> line, String option, @Nullable String path) {
        if (path != null && !path.isEmpty()) {
            line.add(option);
            line.add(path);
        }
    }

    /** Test runners switch them on without an option. */
    private static boolean assertionsAreOn() {
        return InheritedOptions.class.desiredAssertionStatus();
    }

    /** Asked once: the options of a running JVM do not change. */
    private static final class Holder {
        static final List<String> OPTIONS =
                Stream.concat(
                                Stream.of("-ea").filter(option -> assertionsAreOn()),
                                ManagementFactory.getRuntimeMXBean().getInputArguments().stream())
                        .filter(option -> PREFIXES.stream().anyMatch(option::startsWith))
                        .toList();
    }
}
