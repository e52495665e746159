package dev.polyrhythm.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A JVM that a test starts on its own class path, with standard output and error read together.
 * Closing it kills it with all its descendants.
 */
public final class ChildJvm implements AutoCloseable {
    private static final long SIGINT_BIT = 1L << (2 - 1);

    /** Restores SIGINT; the command replaces env, with the same pid. */
    private static final List<String> LISTENING = List.of("env", "--default-signal=INT");

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final Set<Long> STARTED = ConcurrentHashMap.newKeySet();

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private ChildJvm(Process process) {
        STARTED.add(process.pid());
        this.process = process;
        this.reader = Thread.ofPlatform().daemon().name("child-output").start(this::read);
    }

    /**
     * Starts a main class.
     *
     * @param main the class
     * @param arguments its arguments; those before it that begin with {@code -D} or {@code -X} or
     *     {@code -ea} or {@code --add} are JVM options
     * @return the running JVM
     */
    public static ChildJvm start(Class<?> main, String... arguments) {
        return start(Map.of(), main.getName(), arguments);
    }

    /**
     * Starts a main class with changes to the environment.
     *
     * @param environment variables to set
     * @param main the class's name
     * @param arguments JVM options first, then the program's arguments
     * @return the running JVM
     */
    public static ChildJvm start(
            Map<String, String> environment, String main, String... arguments) {
        List<String> options = new ArrayList<>();
        List<String> rest = new ArrayList<>(List.of(arguments));
        while (!rest.isEmpty() && isOption(rest.getFirst())) {
            options.add(rest.removeFirst());
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(rest);
        return start(environment, command);
    }

    /**
     * Starts any command.
     *
     * @param environment variables to set
     * @param command the command line
     * @return the running process
     */
    public static ChildJvm start(Map<String, String> environment, List<String> command) {
        List<String> line = new ArrayList<>(isInterruptIgnored() ? LISTENING : List.of());
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new ChildJvm(builder.start());
        } catch (IOException e) {
            throw new AssertionError("cannot start " + command, e);
        }
    }

    /**
     * Checks for a build in the background of a shell: it ignores SIGINT, and its children inherit
     * that.
     */
    private static boolean isInterruptIgnored() {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> Long.parseUnsignedLong(line.split("\\s+", -1)[1], 16))
                    .anyMatch(ignored -> (ignored & SIGINT_BIT) != 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether a test of this JVM has started the process. */
    static boolean hasStarted(long pid) {
        return STARTED.contains(pid);
    }

    private static boolean isOption(String argument) {
        return argument.startsWith("-D")
                || argument.startsWith("-X")
                || argument.startsWith("-ea")
                || argument.startsWith("--add")
                || argument.startsWith("--enable");
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // The child was ended.
        }
    }

    /**
     * Waits for a line.
     *
     * @param part a part of the line
     * @return the first such line
     */
    public String awaitLine(String part) {
        Awaitility.await("a line with '" + part + "'")
                .atMost(LIMIT)
                .until(() -> lines.stream().anyMatch(line -> line.contains(part)) || isGone());
        return lines.stream()
                .filter(line -> line.contains(part))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line with '" + part + "': " + lines));
    }

    private boolean isGone() {
        return !process.isAlive() && !reader.isAlive();
    }

    /**
     * Waits for the end.
     *
     * @return the exit code
     */
    public int awaitExit() {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still running after " + LIMIT + ": " + lines);
            }
            reader.join(LIMIT);
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /**
     * Returns the output so far.
     *
     * @return its lines
     */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /**
     * Returns the process.
     *
     * @return its handle
     */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Sends SIGKILL to this process alone. */
    public void kill() {
        process.destroyForcibly();
    }

    /**
     * Sends a signal to this process alone.
     *
     * @param name without SIG
     */
    public void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Writes a line to the child's standard input.
     *
     * @param line without its end
     */
    public void sendLine(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Ends the child's standard input. */
    public void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        awaitExit();
    }
}
