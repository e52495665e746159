package dev.polyrhythm.benchmarks.programs;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * A child JVM without any library: the share of the machine and the JDK.
 *
 * @param process a JVM that has reached its {@code main}
 */
record PlainJvm(Process process) {
    static PlainJvm start() throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                classPath(),
                                EmptyMain.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        Figure.verify("first byte of a plain JVM", '.', process.getInputStream().read());
        return new PlainJvm(process);
    }

    /** Returns the jar or directory of the main class, and nothing else. */
    private static String classPath() {
        try {
            return new File(
                            EmptyMain.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI())
                    .getPath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    void end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }
}
