package dev.polyrhythm.internal.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The environment variables that hold JVM options. A JVM that finds one announces it on its error
 * stream; a child gets the options on its command line instead, in the same order of precedence.
 */
final class JvmOptionVariables {
    private static final String TOOL = "JAVA_TOOL_OPTIONS";
    private static final String LAUNCHER = "JDK_JAVA_OPTIONS";
    private static final String LAST = "_JAVA_OPTIONS";
    private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])+");

    private JvmOptionVariables() {}

    static void remove(Map<String, String> environment) {
        environment.remove(TOOL);
        environment.remove(LAUNCHER);
        environment.remove(LAST);
    }

    static List<String> beforeOthers(Map<String, String> environment) {
        List<String> options = new ArrayList<>(split(environment.getOrDefault(TOOL, "")));
        options.addAll(split(environment.getOrDefault(LAUNCHER, "")));
        return options;
    }

    static List<String> afterOthers(Map<String, String> environment) {
        return split(environment.getOrDefault(LAST, ""));
    }

    /** Words as the JVM splits them: at white space, but not within quotes, which go. */
    static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(text); word.find(); ) {
            words.add(word.group().replaceAll("[\"']", ""));
        }
        return words;
    }
}
