package dev.polyrhythm.internal.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A JVM's message on options that it does not accept. A JVM is asked only after a child has ended
 * without a record, and with the code of a JVM that could not be made: so options cost nothing.
 */
final class JvmOptionCheck {
    static final int EXIT_CODE = 1;
    private static final long TIMEOUT_SECONDS = 30;
    private static final int MOST_LINES = 5;

    private JvmOptionCheck() {}

    /** Returns the JVM's message, empty if it accepts the options. */
    static String ask(List<String> options) {
        try {
            Path output = Files.createTempFile("polyrhythm", "options");
            try {
                return ask(options, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String ask(List<String> options, Path output)
            throws IOException, InterruptedException {
        Process jvm =
                new ProcessBuilder(JavaLauncher.command(options, List.of("-version")))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            if (!jvm.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || jvm.exitValue() == 0) {
                return "";
            }
        } finally {
            jvm.destroyForcibly();
        }
        return Files.readString(output, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .limit(MOST_LINES)
                .collect(Collectors.joining(" | "));
    }
}
