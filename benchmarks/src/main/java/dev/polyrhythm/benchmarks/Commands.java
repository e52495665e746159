package dev.polyrhythm.benchmarks;

import dev.polyrhythm.benchmarks.programs.Figure;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs other programs, to their end. */
final class Commands {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Commands() {}

    /**
     * Runs a program that prints a figure.
     *
     * @throws IOException if it ends with another code than 0, or prints none, or does not end
     */
    static double figure(List<String> command) throws IOException, InterruptedException {
        String output = output(command);
        return output.lines()
                .filter(line -> line.startsWith(Figure.PREFIX))
                .map(line -> Double.parseDouble(line.substring(Figure.PREFIX.length())))
                .findFirst()
                .orElseThrow(() -> new IOException("no figure: " + command + "\n" + output));
    }

    /**
     * Returns the output of a program, on both streams.
     *
     * @throws IOException if it ends with another code than 0, or does not end
     */
    static String output(List<String> command) throws IOException, InterruptedException {
        Path file = Files.createTempFile("polyrhythm-bench", ".out");
        file.toFile().deleteOnExit(); // when it is interrupted
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(file.toFile());
            builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
            String end = end(builder.start());
            String output = Files.readString(file, StandardCharsets.UTF_8);
            if (!end.isEmpty()) {
                throw new IOException("%s: %s%n%s".formatted(end, command, output));
            }
            return output;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /**
     * Returns how it ended; empty if in good order. A program that hangs prints its threads first.
     */
    private static String end(Process process) throws IOException, InterruptedException {
        try {
            if (process.waitFor(LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
                return process.exitValue() == 0 ? "" : "exitCode=" + process.exitValue();
            }
            quit(Stream.concat(Stream.of(process.toHandle()), process.descendants()));
            return "still running after " + LIMIT;
        } finally {
            List<ProcessHandle> descendants = process.descendants().toList();
            process.destroyForcibly();
            descendants.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Sends SIGQUIT: a JVM prints its threads then; others end. */
    private static void quit(Stream<ProcessHandle> processes)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-QUIT"));
        processes.map(process -> String.valueOf(process.pid())).forEach(command::add);
        new ProcessBuilder(command).start().waitFor();
        Thread.sleep(Duration.ofSeconds(1));
    }

    /** Returns the path of a command, as a shell finds it. */
    static Path find(String name) throws MissingException {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new MissingException("no " + name));
    }

    /** Returns a command line for this JVM's java. */
    static List<String> java(List<String> options, Class<?> main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        return command;
    }

    /**
     * Puts the programs' own classes first, as a build tool does. A JVM that looks for one of them
     * reads the directory of each earlier jar, and the rivals' jars have thousands of entries.
     */
    private static String classPath() {
        String own = Path.of(location(Commands.class)).toString();
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .sorted(Comparator.comparing(entry -> !entry.equals(own)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static URI location(Class<?> type) {
        try {
            return type.getProtectionDomain().getCodeSource().getLocation().toURI();
        } catch (URISyntaxException e) {
            throw new AssertionError(e); // a file that classes were loaded from
        }
    }
}
