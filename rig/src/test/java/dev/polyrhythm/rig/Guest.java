package dev.polyrhythm.rig;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A guest: its scripts, what they have built, and the directory that it shares with the host. */
final class Guest {
    private static final int CANNOT_BE_BUILT = 77;
    private static final int LINES_OF_CONSOLE = 60;

    private final Path scripts;
    private final Path built;
    private final Path work;

    Guest(Path scripts, Path built) {
        this.scripts = scripts.toAbsolutePath();
        this.built = built.toAbsolutePath();
        this.work = this.built.resolve("work");
    }

    /** Builds the guest if it is not there. Returns why it cannot be built, else nothing. */
    String build() throws IOException, InterruptedException {
        Files.createDirectories(built);
        Path log = built.resolve("build.log");
        int code = run(log, scripts.resolve("build.sh").toString(), built.toString());
        String said = Files.readString(log).strip();
        if (code != 0 && code != CANNOT_BE_BUILT) {
            throw new AssertionError("build.sh has failed: code=%d, %s".formatted(code, said));
        }
        return code == 0 ? "" : said;
    }

    /** Runs the tests with this JVM's class path. */
    List<GuestResult> runTests() throws IOException, InterruptedException {
        delete(work);
        Path results = Files.createDirectories(work.resolve("results"));
        String classPath = copyClassPath();
        Path console = built.resolve("console.log");
        int code =
                run(
                        console,
                        scripts.resolve("run.sh").toString(),
                        built.toString(),
                        work.toString(),
                        "cp -r lib /tmp/lib && cd /tmp && POLYRHYTHM_CACHE=off exec java"
                                + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
                                + " --enable-native-access=ALL-UNNAMED -Dpolyrhythm.spares=0"
                                + " -Dpolyrhythm.kills="
                                + Integer.getInteger("polyrhythm.kills", 3)
                                + " -cp "
                                + classPath
                                + " dev.polyrhythm.rig.GuestMain /mnt/results");
        if (code != 0 || !GuestResult.isComplete(results)) {
            throw new AssertionError(
                    "the guest has not run all tests: code=%d, console: %s"
                            .formatted(code, end(console)));
        }
        return GuestResult.readAll(results);
    }

    private static String end(Path console) throws IOException {
        List<String> lines = Files.readAllLines(console, StandardCharsets.ISO_8859_1);
        return String.join(
                "\n", lines.subList(Math.max(0, lines.size() - LINES_OF_CONSOLE), lines.size()));
    }

    /** Runs a script to its end; its output goes into a file. Returns its exit code. */
    private static int run(Path output, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            return process.waitFor();
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    /**
     * Copies the class path into the work directory, as the guest does not see every directory of
     * the host. Returns it as the guest's JVM takes it.
     */
    private String copyClassPath() throws IOException {
        List<String> entries = new ArrayList<>();
        String classPath = System.getProperty("java.class.path");
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            Path source = Path.of(entry);
            if (Files.exists(source)) {
                String name = entries.size() + "-" + source.getFileName();
                copy(source, work.resolve("lib").resolve(name));
                entries.add("/tmp/lib/" + name);
            }
        }
        return String.join(":", entries);
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
