package dev.polyrhythm.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The rivals in Python and C, in a directory of their own; those in C are compiled there. It goes
 * with the run, also when that is interrupted.
 */
final class Rivals implements AutoCloseable {
    private static final List<String> SHARED = List.of("common.py", "common.h");

    private final Path directory;
    private final Map<String, Path> programs = new HashMap<>();

    Rivals() throws IOException {
        this.directory = Files.createTempDirectory("polyrhythm-bench");
        directory.toFile().deleteOnExit();
        for (String name : SHARED) {
            extract(name);
        }
    }

    private Path extract(String name) throws IOException {
        Path file = directory.resolve(name);
        try (InputStream stream = Rivals.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException("no such resource: name=" + name);
            }
            Files.copy(stream, file);
        }
        file.toFile().deleteOnExit();
        return file;
    }

    /** The command of a rival in Python. */
    List<String> python(String name) throws IOException {
        Path script = programs.get(name);
        if (script == null) {
            script = extract(name);
            programs.put(name, script);
        }
        return List.of(Commands.find("python3").toString(), script.toString());
    }

    /** The command of a rival in C. */
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
            program.toFile().deleteOnExit();
            programs.put(name, program);
        }
        return List.of(program.toString());
    }

    @Override
    public void close() throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
