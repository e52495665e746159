package dev.polyrhythm.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The rivals in Python and C, in a directory of their own, where those in C are compiled. The
 * directory is removed at the end of the run, also when that is interrupted.
 */
final class Rivals implements AutoCloseable {
    private static final List<String> SHARED = List.of("common.py", "common.h");

    private static final int TRIES = 20;
    private static final long PAUSE_MILLIS = 100;

    private final Path directory;
    private final Map<String, Path> programs = new HashMap<>();

    Rivals() throws IOException {
        this.directory = Files.createTempDirectory("polyrhythm-bench");
        Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
        for (String name : SHARED) {
            extract(name);
        }
    }

    /** Returns the directory that is removed at the end of the run. */
    Path directory() {
        return directory;
    }

    private Path extract(String name) throws IOException {
        Path file = directory.resolve(name);
        try (InputStream stream = Rivals.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException("no such resource: name=" + name);
            }
            Files.copy(stream, file);
        }
        return file;
    }

    /** Returns the command of a rival in Python. */
    List<String> python(String name) throws IOException {
        Path script = programs.get(name);
        if (script == null) {
            script = extract(name);
            programs.put(name, script);
        }
        return List.of(Commands.find("python3").toString(), script.toString());
    }

    /** Returns the command of a rival in C. */
    List<String> c(String name) throws IOException, InterruptedException {
        Path program = programs.get(name);
        if (program == null) {
            Path compiler = Commands.find("cc");
            Path source = extract(name);
            program = Path.of(source + ".out");
            Commands.output(
                    List.of(
                            compiler.toString(),
                            "-std=gnu11",
                            "-O2",
                            "-pthread",
                            source.toString(),
                            "-o",
                            program.toString()));
            programs.put(name, program);
        }
        return List.of(program.toString());
    }

    /** Removes the directory; tries again while a program that is ending still writes there. */
    private void remove() {
        try {
            for (int i = 0; i < TRIES && Files.exists(directory); i++) {
                try {
                    close();
                } catch (IOException | UncheckedIOException e) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}
