package dev.polyrhythm.internal.process;

import dev.polyrhythm.memory.internal.region.Region;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * The system properties that a process hands on to its children: all that describe the program,
 * none that describe the JVM itself. Some take effect only on the command line.
 */
public final class InheritedProperties {
    /** Read by the JVM before any of our code runs: encodings, language, zone, directories. */
    static final List<String> ON_COMMAND_LINE =
            List.of(
                    "file.encoding",
                    "stdout.encoding",
                    "stderr.encoding",
                    "sun.jnu.encoding",
                    "user.language",
                    "user.country",
                    "user.script",
                    "user.variant",
                    "user.timezone",
                    "user.home",
                    "java.io.tmpdir",
                    "java.library.path");

    private static final Set<String> OWN =
            Set.of(
                    Region.PATH_PROPERTY,
                    "user.dir",
                    "user.name",
                    "java.home",
                    "java.class.path",
                    "java.class.version",
                    "java.version",
                    "java.version.date",
                    "stdin.encoding",
                    "native.encoding",
                    "file.separator",
                    "path.separator",
                    "line.separator");
    private static final List<String> OWN_PREFIXES =
            List.of(
                    "java.vm.",
                    "java.vendor",
                    "java.runtime.",
                    "java.specification.",
                    "jdk.module.",
                    "jdk.debug",
                    "os.",
                    "sun.");

    private InheritedProperties() {}

    /** Returns the properties for a child's request. */
    public static Map<String, String> collect() {
        Properties all = System.getProperties();
        Map<String, String> inherited = new HashMap<>();
        for (String key : all.stringPropertyNames()) {
            if (isProgramsOwn(key)) {
                inherited.put(key, all.getProperty(key));
            }
        }
        inherited.computeIfPresent(
                CacheDirectory.SETTING, (key, value) -> CacheDirectory.forChild(value));
        return inherited;
    }

    private static boolean isProgramsOwn(String key) {
        return !OWN.contains(key)
                && !ON_COMMAND_LINE.contains(key)
                && OWN_PREFIXES.stream().noneMatch(key::startsWith);
    }
}
