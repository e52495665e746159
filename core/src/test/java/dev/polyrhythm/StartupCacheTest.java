package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.memory.SharedInt;
import dev.polyrhythm.memory.SharedLong;
import dev.polyrhythm.nativeio.NativeAccess;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
@ExtendWith(LeakCheck.class)
class StartupCacheTest {
    private static final String MADE = "has a cache: true";
    private static final String NOT_YET = "has a cache: false";

    @TempDir private Path directory;

    /** Starts a child, waits until somebody has made the cache if it is to, starts another. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws Exception {
            Worker.ofProcess().start(Program::tell).join();
            if (arguments.length > 0) {
                while (!hasNote(Path.of(arguments[0]))) {
                    Thread.sleep(5);
                }
                Worker.ofProcess().start(Program::tellTwice).join();
                SharedLong cell = SharedLong.create(0);
                Worker.ofProcess()
                        .jvmArguments("-Djava.lang.invoke.MethodHandle.TRACE_RESOLVE=true")
                        .start(() -> cell.getAndAdd(1))
                        .join();
                System.out.println("counted: " + cell.get());
            }
        }

        /** Also as a child of this child. */
        private static void tellTwice() throws InterruptedException {
            tell();
            Worker.ofProcess().start(Program::tell).join();
        }

        private static void tell() {
            boolean has =
                    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                            .anyMatch(option -> option.startsWith("-XX:SharedArchiveFile="));
            System.out.println("has a cache: " + has);
        }

        private static boolean hasNote(Path cache) throws IOException {
            if (!Files.isDirectory(cache)) {
                return false;
            }
            try (Stream<Path> files = Files.list(cache)) {
                return files.anyMatch(f -> String.valueOf(f.getFileName()).startsWith("note-"));
            }
        }
    }

    private Path jar(Class<?> type) throws IOException {
        Path source = Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
        if (Files.isRegularFile(source)) {
            return source;
        }
        Path jar = directory.resolve(type.getSimpleName() + ".jar");
        if (Files.exists(jar)) {
            return jar;
        }
        try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"));
                Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = zip.getPath("/").resolve(source.relativize(file).toString());
                Files.createDirectories(target.resolveSibling(""));
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return jar;
    }

    private Path cache() {
        return directory.resolve("cache");
    }

    private List<String> run(String setting, String... arguments) throws IOException {
        List<String> path =
                List.of(
                        jar(Worker.class).toString(),
                        jar(SharedInt.class).toString(),
                        jar(NativeAccess.class).toString(),
                        System.getProperty("java.class.path"));
        List<String> command =
                Stream.concat(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Dpolyrhythm.cache=" + setting,
                                        "-cp",
                                        String.join(File.pathSeparator, path),
                                        Program.class.getName()),
                                Stream.of(arguments))
                        .toList();
        try (ChildJvm program = ChildJvm.start(Map.of(), command)) {
            assertThat(program.awaitExit()).isZero();
            return program.lines();
        }
    }

    private List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(cache())) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }

    /** A method handle's shape that was neither the JDK's nor in the cache. */
    private static boolean tellsOfASpunClass(String line) {
        return line.startsWith("[LF_RESOLVE]") && line.endsWith("(fail)");
    }

    @Test
    void cache_isMadeByTheFirstProgram_andUsedFromThenOn() throws IOException {
        String cache = cache().toString();
        List<String> first = run(cache, cache);
        assertThat(first).startsWith(NOT_YET, MADE, MADE).contains("counted: 1");
        assertThat(first).noneMatch(StartupCacheTest::tellsOfASpunClass);
        assertThat(run(cache)).containsExactly(MADE);
        assertThat(files(".jsa")).hasSize(1);
        assertThat(files(".list")).isEmpty();
        assertThat(files(".first")).isEmpty();

        try (FileChannel file =
                FileChannel.open(files(".jsa").getFirst(), StandardOpenOption.WRITE)) {
            file.truncate(file.size() / 2);
        }
        assertThat(run(cache)).containsExactly(NOT_YET);
    }

    @Test
    void cache_thatCannotBeMade_isNoFault() throws IOException {
        Files.writeString(cache(), "a file where the directory should be");

        assertThat(run(cache().toString())).containsExactly(NOT_YET);
    }

    @Test
    void cache_switchedOff_isNotMade() throws IOException {
        assertThat(run("off")).containsExactly(NOT_YET);
        assertThat(cache()).doesNotExist();
    }
}
