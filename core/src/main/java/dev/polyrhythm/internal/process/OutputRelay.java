package dev.polyrhythm.internal.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;

/**
 * Passes a child's output on, line by line, where this program's output is not the process's own
 * standard output: in JShell, in development environments, in test runners.
 */
final class OutputRelay {
    /** Limit, as a grandchild can hold the pipe open for longer than its parent lived. */
    private static final Duration LAST_OUTPUT = Duration.ofMillis(500);

    /** The stream at the first use of the library; a change before that is not noticed. */
    private static final PrintStream FIRST_OUT = System.out;

    private final List<Thread> pumps;

    private OutputRelay(List<Thread> pumps) {
        this.pumps = pumps;
    }

    /** Returns whether this program's output is the process's own standard output. */
    static boolean isStandardOutput() {
        return FIRST_OUT.equals(System.out)
                && System.out.getClass() == PrintStream.class
                && !System.getProperty("sun.java.command", "").startsWith("jdk.jshell.");
    }

    static OutputRelay start(Process process, boolean wanted) {
        return new OutputRelay(
                wanted
                        ? List.of(
                                pump(process.getInputStream(), "stdout.encoding", false),
                                pump(process.getErrorStream(), "stderr.encoding", true))
                        : List.of());
    }

    private static Thread pump(InputStream from, String encoding, boolean error) {
        Charset charset =
                Charset.forName(System.getProperty(encoding, Charset.defaultCharset().name()));
        return Thread.ofPlatform()
                .daemon()
                .name("polyrhythm-output")
                .start(() -> copyLines(new InputStreamReader(from, charset), error));
    }

    private static void copyLines(InputStreamReader from, boolean error) {
        try (BufferedReader lines = new BufferedReader(from)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                (error ? System.err : System.out).println(line); // as they are at this moment
            }
        } catch (IOException e) {
            // The pipe breaks with the child.
        }
    }

    /** Waits for the output that the child wrote before its end. */
    void awaitEnd() {
        try {
            for (Thread pump : pumps) {
                pump.join(LAST_OUTPUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
