package dev.polyrhythm.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A short form of a process's command line, without the JVM and its options. */
final class CommandText {
    private static final Set<String> WITH_VALUE =
            Set.of("-cp", "-classpath", "--class-path", "-p", "--module-path", "--add-opens");
    private static final int LONGEST = 80;

    private CommandText() {}

    static String of(long pid) {
        return ProcessHandle.of(pid)
                .map(ProcessHandle::info)
                .map(info -> of(info.command().orElse(""), info.arguments().orElse(new String[0])))
                .orElse("(has ended)");
    }

    static String of(String command, String... arguments) {
        String program = command.substring(command.lastIndexOf('/') + 1);
        List<String> words = new ArrayList<>(List.of(arguments));
        if (program.equals("java")) {
            removeOptions(words);
            words.replaceAll(word -> word.equals(Main.class.getName()) ? "polyrhythm" : word);
        } else {
            words.addFirst(program);
        }
        String text = String.join(" ", words);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
    }

    private static void removeOptions(List<String> words) {
        while (!words.isEmpty() && words.getFirst().startsWith("-")) {
            boolean hasValue = WITH_VALUE.contains(words.removeFirst());
            if (hasValue && !words.isEmpty()) {
                words.removeFirst();
            }
        }
    }
}
