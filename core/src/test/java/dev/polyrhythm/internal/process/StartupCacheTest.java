package dev.polyrhythm.internal.process;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.Worker;
import dev.polyrhythm.memory.SharedInt;
import dev.polyrhythm.memory.SharedLong;
import dev.polyrhythm.platform.NativeAccess;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
@Tag("examples")
@ExtendWith(LeakCheck.class)
@SuppressWarnings("serial") // tasks call what only the test has
class StartupCacheTest {
    private static final String MADE = "has a cache: true";
    private static final String NOT_YET = "has a cache: false";
    private static final Set<PosixFilePermission> OPEN =
            PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> PRIVATE =
            PosixFilePermissions.fromString("rwx------");
    private static final int PAGE = 4096;

    @TempDir private static Path jars;
    private static @Nullable Path made; // a whole cache, which tests copy: making one takes seconds

    @TempDir private Path directory;

    /** Starts a child, waits for the cache where one is to be made, starts another. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws Exception {
            Worker.ofProcess().start(Program::tell).join();
            if (arguments.length == 1) {
                useWhenMade(Path.of(arguments[0]));
            } else if (arguments.length == 2) {
                change(Path.of(arguments[0]).resolve(StartupCacheDirectory.NAME), arguments[1]);
            }
        }

        private static void useWhenMade(Path cache) throws Exception {
            while (!hasEntry(cache)) {
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

        private static void change(Path own, String change) throws Exception {
            ProcessWorker.Builder next = Worker.ofProcess();
            switch (change) {
                case "open" -> Files.setPosixFilePermissions(own, OPEN);
                case "damage" -> damage(withSuffix(own, ".jsa").getFirst());
                default -> next.directory(Path.of(change));
            }
            next.start(Program::tellTwice).join();
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

        /** Whether there is a note, and the archive that it names. */
        private static boolean hasEntry(Path cache) throws IOException {
            if (!Files.isDirectory(cache)) {
                return false;
            }
            try (Stream<Path> files = Files.walk(cache)) {
                List<Path> all = files.toList();
                for (Path note : all) {
                    if (name(note).startsWith("note-")) {
                        String text = Files.readString(note);
                        return all.stream()
                                .map(Program::name)
                                .anyMatch(n -> n.endsWith(".jsa") && text.contains(n));
                    }
                }
            } catch (UncheckedIOException e) {
                return false; // a file has just gone
            }
            return false;
        }

        private static String name(Path file) {
            return String.valueOf(file.getFileName());
        }
    }

    private static List<Path> withSuffix(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }

    /** Changes a byte of each page, but neither the length nor the time. */
    private static void damage(Path archive) throws IOException {
        FileTime time = Files.getLastModifiedTime(archive);
        try (FileChannel file = FileChannel.open(archive, READ, WRITE)) {
            for (long at = 0; at < file.size(); at += PAGE) {
                ByteBuffer one = ByteBuffer.allocate(1);
                file.read(one, at);
                file.write(ByteBuffer.wrap(new byte[] {(byte) ~one.get(0)}), at);
            }
        }
        Files.setLastModifiedTime(archive, time);
    }

    private static Path jar(Class<?> type) throws IOException {
        Path source = Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
        if (Files.isRegularFile(source)) {
            return source;
        }
        Path jar = jars.resolve(type.getSimpleName() + ".jar");
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

    private Path own() {
        return cache().resolve(StartupCacheDirectory.NAME);
    }

    /** Gives this test a cache of its own as a program has made it. */
    private void prepareCache() throws IOException {
        if (made == null) {
            made = jars.resolve("made");
            run(made.toString(), made.toString());
        }
        Path source = made.resolve(StartupCacheDirectory.NAME);
        Files.createDirectories(cache());
        Files.createDirectory(own(), PosixFilePermissions.asFileAttribute(PRIVATE));
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.toList()) {
                Files.copy(file, own().resolve(source.relativize(file)), COPY_ATTRIBUTES);
            }
        }
    }

    private static List<String> run(String setting, String... arguments) throws IOException {
        return run(Map.of(), List.of("-Dpolyrhythm.cache=" + setting), arguments);
    }

    private static List<String> run(
            Map<String, String> environment, List<String> options, String... arguments)
            throws IOException {
        List<String> path =
                List.of(
                        jar(Worker.class).toString(),
                        jar(SharedInt.class).toString(),
                        jar(NativeAccess.class).toString(),
                        System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", String.join(File.pathSeparator, path)));
        command.add(Program.class.getName());
        command.addAll(List.of(arguments));
        try (ChildJvm program = ChildJvm.start(environment, command)) {
            assertThat(program.awaitExit()).isZero();
            return program.lines();
        }
    }

    private List<Path> files(String suffix) throws IOException {
        return withSuffix(own(), suffix);
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
    void cache_isMadeInASubdirectory_andForeignFilesStay() throws IOException {
        Path foreign = Files.createDirectories(cache()).resolve("thesis.txt");
        Files.writeString(foreign, "years of work");
        Files.setLastModifiedTime(foreign, FileTime.from(Instant.now().minus(Duration.ofDays(9))));
        Files.setPosixFilePermissions(cache(), PosixFilePermissions.fromString("rwxr-xr-x"));

        run(cache().toString(), cache().toString());

        assertThat(foreign).hasContent("years of work");
        assertThat(mode(cache())).isEqualTo("rwxr-xr-x");
        assertThat(mode(own())).isEqualTo("rwx------");
        assertThat(own().resolve(StartupCacheDirectory.MARKER)).isRegularFile();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void emptySetting_isNone() throws IOException {
        Map<String, String> environment = Map.of("POLYRHYTHM_CACHE", cache().toString());
        prepareCache();
        assertThat(run(environment, List.of("-Dpolyrhythm.cache="))).containsExactly(MADE);

        Path home = directory.resolve("home");
        Map<String, String> empty =
                Map.of("POLYRHYTHM_CACHE", "", "XDG_CACHE_HOME", home.toString());
        run(empty, List.of(), home.toString());
        assertThat(home.resolve(StartupCacheDirectory.NAME)).isDirectory();
    }

    @Test
    void damagedArchive_isRemoved_andMadeAgain() throws IOException {
        String cache = cache().toString();
        prepareCache();
        Path archive = files(".jsa").getFirst();
        damage(archive);

        assertThat(run(cache, cache)).startsWith(NOT_YET, MADE, MADE);
        assertThat(archive).doesNotExist();
        assertThat(files(".jsa")).hasSize(1);
        assertThat(run(cache)).containsExactly(MADE);
    }

    @Test
    void archiveThatIsDamagedWhileAProgramRuns_isNotUsed() throws IOException {
        String cache = cache().toString();
        prepareCache();

        assertThat(run(cache, cache, "damage")).containsExactly(MADE, NOT_YET, NOT_YET);
    }

    @Test
    void directoryThatIsOpenedWhileAProgramRuns_isNotUsed() throws IOException {
        String cache = cache().toString();
        prepareCache();

        List<String> lines = run(cache, cache, "open");
        assertThat(lines).startsWith(MADE).endsWith(NOT_YET, NOT_YET);
        assertThat(lines)
                .filteredOn(StartupCacheTest::isWarning)
                .singleElement()
                .asString()
                .contains("directory=" + own(), "mode=0755", "-Dpolyrhythm.cache=off");
    }

    private static boolean isWarning(String line) {
        return line.startsWith("WARNING:");
    }

    @Test
    void relativeDirectory_isTheSameForAChildInAnother() throws IOException {
        String cache = Path.of("").toAbsolutePath().relativize(cache()).toString();
        prepareCache();
        assertThat(run(cache, cache, "/")).containsExactly(MADE, MADE, MADE);
        Map<String, String> variable = Map.of("POLYRHYTHM_CACHE", cache);
        assertThat(run(variable, List.of(), cache, "/")).containsExactly(MADE, MADE, MADE);
    }

    @Test
    void cache_thatCannotBeMade_isNoFault() throws IOException {
        Files.writeString(cache(), "a file where the directory should be");

        List<String> lines = run(cache().toString());
        assertThat(lines).endsWith(NOT_YET);
        assertThat(lines)
                .filteredOn(StartupCacheTest::isWarning)
                .singleElement()
                .asString()
                .contains("directory=" + cache() + " is not a directory");
    }

    @Test
    void cache_switchedOff_isNotMade() throws IOException {
        assertThat(run("off")).containsExactly(NOT_YET);
        assertThat(cache()).doesNotExist();
    }
}
