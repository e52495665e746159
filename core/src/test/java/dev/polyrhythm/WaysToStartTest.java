package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.memory.SharedInt;
import dev.polyrhythm.platform.NativeAccess;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which people start a Java program: its processes find its classes. */
@Timeout(240)
@Tag("examples")
@ExtendWith(LeakCheck.class)
class WaysToStartTest {
    /** A lambda, a subclass and a pool, all of which need other classes of the program. */
    private static final String PROGRAM =
            """
            import dev.polyrhythm.ProcessWorker;
            import dev.polyrhythm.Worker;
            import dev.polyrhythm.WorkerPool;
            import dev.polyrhythm.memory.SharedInt;
            import java.io.Serializable;
            import java.util.List;

            public class Program {
                record Helper(int factor) implements Serializable {
                    int times(int n) {
                        return Deep.multiply(n, factor);
                    }
                }

                static class Deep {
                    static int multiply(int a, int b) {
                        return a * b;
                    }
                }

                static class Adds extends ProcessWorker {
                    private final SharedInt sum;

                    Adds(SharedInt sum) {
                        this.sum = sum;
                    }

                    @Override
                    public void run() {
                        sum.getAndAdd(new Helper(2).times(1));
                    }
                }

                public static void main(String[] arguments) throws Exception {
                    SharedInt sum = SharedInt.create(0);
                    Helper helper = new Helper(20);
                    ProcessWorker lambda =
                            Worker.ofProcess().start(() -> sum.getAndAdd(helper.times(2)));
                    lambda.join();
                    ProcessWorker subclass = new Adds(sum);
                    subclass.start();
                    subclass.join();
                    System.out.println("sum " + sum.get() + lambda.getFailure() + subclass.getFailure());
                    try (WorkerPool pool =
                            WorkerPool.builder(Worker.Kind.PROCESS)
                                    .size(1)
                                    .initializer(() -> sum.getAndAdd(helper.times(1)))
                                    .build()) {
                        List<Helper> doubled =
                                pool.map(h -> new Helper(h.times(2)), List.of(helper, new Helper(1)));
                        Helper[] both = doubled.toArray(Helper[]::new);
                        int sumOfBoth = pool.submit(() -> both[0].factor() + both[1].times(1)).get();
                        System.out.println(doubled + " " + sumOfBoth);
                    }
                    System.out.println("sum " + sum.get());
                }
            }
            """;

    private static final List<String> EXPECTED =
            List.of(
                    "sum 42Optional.emptyOptional.empty",
                    "[Helper[factor=40], Helper[factor=2]] 42",
                    "sum 62");

    @TempDir private Path directory;
    private List<Path> jars = List.of();

    @BeforeEach
    void makeJars() throws IOException {
        jars =
                List.of(
                        jar("core", Worker.class),
                        jar("memory", SharedInt.class),
                        jar("platform", NativeAccess.class));
    }

    private Path jar(String name, Class<?> type) throws IOException {
        Path source =
                new File(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                        .toPath();
        Path jar = directory.resolve("lib").resolve(name + ".jar");
        Files.createDirectories(directory.resolve("lib"));
        if (Files.isDirectory(source)) {
            zip(source, jar);
        } else {
            Files.copy(source, jar);
        }
        return jar;
    }

    /** Adds a directory's files. */
    private static void zip(Path from, Path jar) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"));
                Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = zip.getPath("/").resolve(from.relativize(file).toString());
                Files.createDirectories(target.resolveSibling(""));
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private String libraries() {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private Path source(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, text);
    }

    private Path compile(List<String> options, Path... sources) throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes"));
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("-d", classes.toString()));
        Stream.of(sources).map(Path::toString).forEach(arguments::add);
        int code =
                ToolProvider.findFirst("javac")
                        .orElseThrow()
                        .run(System.out, System.err, arguments.toArray(String[]::new));
        assertThat(code).isZero();
        return classes;
    }

    private Path compileProgram() throws IOException {
        return compile(List.of("-cp", libraries()), source("Program.java", PROGRAM));
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static void assertRuns(String... command) {
        try (ChildJvm program =
                ChildJvm.start(Map.of("POLYRHYTHM_CACHE", "off"), List.of(command))) {
            program.awaitExit();
            assertThat(program.lines()).containsAll(EXPECTED);
        }
    }

    @Test
    void classDirectory_andJars() throws IOException {
        assertRuns(
                tool("java"),
                "-cp",
                compileProgram() + File.pathSeparator + libraries(),
                "Program");
    }

    @Test
    void oneFatJar() throws IOException {
        Path fat = directory.resolve("fat.jar");
        for (Path jar : jars) {
            try (FileSystem zip = FileSystems.newFileSystem(jar)) {
                zip(zip.getPath("/"), fat);
            }
        }
        zip(compileProgram(), fat);
        try (FileSystem zip = FileSystems.newFileSystem(fat)) {
            Files.createDirectories(zip.getPath("META-INF"));
            Files.writeString(
                    zip.getPath("META-INF", "MANIFEST.MF"),
                    "Manifest-Version: 1.0\nMain-Class: Program\n");
        }
        assertRuns(tool("java"), "-jar", fat.toString());
    }

    @Test
    void modules() throws IOException {
        Path module = source("module-info.java", "module app { requires dev.polyrhythm; }");
        Path program = source("app/Program.java", "package app;\n" + PROGRAM);
        Path classes = compile(List.of("--module-path", libraries()), module, program);
        assertRuns(
                tool("java"),
                "--module-path",
                classes + File.pathSeparator + libraries(),
                "--module",
                "app/app.Program");
    }

    @Test
    void sourceFile_compiledInMemory() throws IOException {
        assertRuns(tool("java"), "-cp", libraries(), source("Program.java", PROGRAM).toString());
    }

    @Test
    void jshell() throws IOException {
        Path script =
                source(
                        "script.jsh",
                        """
                        import dev.polyrhythm.*;
                        import dev.polyrhythm.memory.*;
                        int twice(int n) { return 2 * n; }
                        ProcessWorker run(SharedInt sum) {
                            return Worker.ofProcess().start(() -> sum.getAndAdd(twice(21)));
                        }
                        SharedInt sum = SharedInt.create(0);
                        ProcessWorker worker = run(sum);
                        worker.join();
                        System.out.println("sum " + sum.get() + worker.getFailure() + worker.getFailure());
                        record Helper(int factor) implements java.io.Serializable {}
                        WorkerPool pool = WorkerPool.ofProcesses(1);
                        System.out.println(pool.map(h -> new Helper(twice(h.factor())),
                                List.of(new Helper(20), new Helper(1))) + " " + pool.submit(() -> twice(21)).get());
                        pool.close();
                        System.out.println("sum " + (sum.get() + 20));
                        /exit
                        """);
        assertRuns(
                tool("jshell"),
                "-J-Djava.util.prefs.userRoot=" + directory, // not in the user's home
                "-s",
                "--class-path",
                libraries(),
                script.toString());
    }

    @Test
    void ownClassLoader() throws IOException {
        Path classes = compileProgram();
        Path starter =
                source(
                        "Starter.java",
                        """
                        import java.net.*;
                        import java.nio.file.Path;

                        public class Starter {
                            public static void main(String[] arguments) throws Exception {
                                URL[] urls = {Path.of(arguments[0]).toUri().toURL()};
                                new URLClassLoader(urls)
                                        .loadClass("Program")
                                        .getMethod("main", String[].class)
                                        .invoke(null, (Object) arguments);
                            }
                        }
                        """);
        assertRuns(tool("java"), "-cp", libraries(), starter.toString(), classes.toString());
    }
}
