package dev.polyrhythm.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.Worker;
import dev.polyrhythm.memory.SharedMemory;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.platform.ProcessTree;
import dev.polyrhythm.platform.ReaperScript;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The shell that ends a killed program's processes and removes its memory. */
@Timeout(180)
@Tag("process")
@ExtendWith(LeakCheck.class)
@SuppressWarnings("serial") // tasks call what only the test has
class OrphanReaperTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String PARENT = "77777777"; // no process has so large a number

    @TempDir private Path base;

    /** Children, grandchildren, somebody else's programs and a named block. */
    static final class Programs {
        private Programs() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println("region " + Region.current().directory());
            int children = Integer.parseInt(arguments[0]);
            String block = "polyrhythm-janitor-test-" + ProcessHandle.current().pid();
            System.out.println("block " + SharedMemory.create(block, 10).name());
            for (int i = 0; i < children; i++) {
                Worker.ofProcess().start(children == 2 ? Programs::nest : Programs::report);
            }
            Thread.sleep(100_000);
        }

        private static void nest() throws Exception {
            Worker.ofProcess().start(Programs::report);
            new ProcessBuilder("sleep", "100").start();
            report();
        }

        private static void report() throws InterruptedException {
            System.out.println("up");
            Thread.sleep(100_000);
        }
    }

    private static Path awaitUp(ChildJvm program, int count) {
        Path region = Path.of(program.awaitLine("region ").substring("region ".length()));
        Awaitility.await()
                .atMost(LONG)
                .until(() -> program.lines().stream().filter("up"::equals).count() == count);
        return region;
    }

    private static ProcessHandle reaper(ChildJvm program) {
        return Awaitility.await()
                .atMost(LONG)
                .until(
                        () ->
                                program.handle()
                                        .children()
                                        .filter(OrphanReaperTest::isReaper)
                                        .toList(),
                        found -> found.size() == 1)
                .getFirst();
    }

    private static boolean isReaper(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains("/janitor-");
    }

    private static void assertGone(List<ProcessHandle> family, Path... files) {
        Awaitility.await()
                .atMost(LONG)
                .untilAsserted(() -> {
                    assertThat(family).noneMatch(ProcessHandle::isAlive);
                    assertThat(files).allSatisfy(file -> assertThat(file).doesNotExist());
                });
    }

    private static Path block(ChildJvm program, Path region) {
        return region.resolveSibling(program.awaitLine("block ").substring("block ".length()));
    }

    @Test
    void program_killed_leavesNoProcessAndNoFile() {
        try (ChildJvm program = ChildJvm.start(Programs.class, "2")) {
            Path region = awaitUp(program, 4);
            Path block = block(program, region);
            assertThat(block).exists();
            ProcessHandle reaper = reaper(program);
            List<ProcessHandle> family = program.handle().descendants().toList();
            assertThat(family).contains(reaper).hasSizeGreaterThanOrEqualTo(2 * 3 + 1);
            program.kill();
            assertGone(family, region, block);
        }
    }

    @Test
    @Tag("kills")
    @Timeout(1800)
    void program_ofTwentyProcesses_killed_leavesNothing() {
        try (ChildJvm program = ChildJvm.start(Programs.class, "20")) {
            Path region = awaitUp(program, 20);
            List<ProcessHandle> family = program.handle().descendants().toList();
            program.kill();
            assertGone(family, region);
        }
    }

    @Test
    void reaper_killed_isReplaced() {
        try (ChildJvm program = ChildJvm.start(Programs.class, "3")) {
            Path region = awaitUp(program, 3);
            ProcessHandle first = reaper(program);
            assertThat(first.destroyForcibly()).isTrue();
            Awaitility.await().atMost(LONG).until(() -> !first.isAlive());
            assertThat(reaper(program)).isNotEqualTo(first);
            List<ProcessHandle> family = program.handle().descendants().toList();
            program.kill();
            assertGone(family, region, block(program, region));
        }
    }

    @Test
    @Tag("kills")
    @Timeout(1800)
    void reaper_killedAgainAndAgain_childrenEndByThemselves() {
        try (ChildJvm program = ChildJvm.start(Programs.class, "3")) {
            Path region = awaitUp(program, 3);
            for (int i = 0; i < 10; i++) {
                ProcessHandle reaper = reaper(program);
                assertThat(reaper.destroyForcibly()).isTrue();
                Awaitility.await().atMost(LONG).until(() -> !reaper.isAlive());
            }
            List<ProcessHandle> family = program.handle().descendants().toList();
            assertThat(family).noneMatch(OrphanReaperTest::isReaper);
            program.kill();
            assertGone(family, region, block(program, region));
        }
    }

    /** Hang-up, interrupt, quit; stop from the keyboard, and for reading or writing there. */
    private static final long OF_THE_TERMINAL = 0x380007;

    private static boolean ignoresTheTerminal(ProcessHandle process) throws IOException {
        String line =
                Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                        .filter(status -> status.startsWith("SigIgn:"))
                        .findFirst()
                        .orElseThrow();
        long ignored = Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16);
        return (ignored & OF_THE_TERMINAL) == OF_THE_TERMINAL;
    }

    @Test
    void janitor_atSignalsOfTheTerminal_stays() {
        try (ChildJvm program = ChildJvm.start(Programs.class, "1")) {
            Path region = awaitUp(program, 1);
            ProcessHandle reaper = reaper(program);
            Awaitility.await().atMost(LONG).until(() -> ignoresTheTerminal(reaper));
            for (String signal : List.of("INT", "QUIT", "HUP", "TSTP")) {
                run("kill", "-" + signal, String.valueOf(reaper.pid()));
            }
            assertThat(reaper.isAlive()).isTrue();
            List<ProcessHandle> family = program.handle().descendants().toList();
            assertThat(family).contains(reaper);
            program.kill();
            assertGone(family, region);
        }
    }

    @Test
    void program_withoutChildren_hasNoReaper() throws InterruptedException {
        ProcessWorker worker = Worker.ofProcess().start(() -> {});
        worker.join();
        Awaitility.await()
                .atMost(LONG)
                .until(() ->
                        ProcessHandle.current().children().noneMatch(OrphanReaperTest::isReaper));
        String own = "child-%d-".formatted(ProcessHandle.current().pid());
        assertThat(Region.current().directory().toFile().list())
                .noneMatch(file -> file.startsWith(own));
    }

    // The shell alone

    private Path region() throws IOException {
        Path region = Files.createDirectory(base.resolve("polyrhythm-" + PARENT));
        Files.createFile(region.resolve("lock"));
        ReaperScript.write(base.resolve("reaper"));
        return region;
    }

    private Process reaper(Path region) throws IOException {
        return new ProcessBuilder(
                        "/bin/sh", base.resolve("reaper").toString(), region.toString(), PARENT)
                .redirectError(Redirect.DISCARD) // a thread may end while its list is opened
                .start();
    }

    private static void awaitEnd(Process reaper) throws Exception {
        reaper.getOutputStream().close();
        assertThat(reaper.getInputStream().readAllBytes()).isEmpty();
        assertThat(reaper.waitFor()).isZero();
    }

    private static void run(String... command) {
        try {
            assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void note(Path region, String parent, Object child) throws IOException {
        Files.createFile(region.resolve("child-" + parent + "-" + child));
    }

    private static Process sleeper() throws IOException {
        return new ProcessBuilder("/bin/sh", "-c", "sleep 100 & wait").start();
    }

    @Test
    void shell_atTheEndOfItsInput_killsTheNotedProcessesAndTheirDescendants() throws Exception {
        Path region = region();
        Process noted = sleeper();
        Process others = sleeper();
        Awaitility.await().atMost(LONG).until(() -> noted.descendants().count() == 1);
        List<ProcessHandle> doomed = noted.descendants().toList();
        note(region, PARENT, noted.pid());
        note(region, PARENT, "*");
        note(region, PARENT, "1x");
        note(region, PARENT + "8", others.pid());
        awaitEnd(reaper(region));
        try {
            assertThat(noted.waitFor()).isEqualTo(128 + 9);
            assertGone(doomed, region);
            assertThat(others.isAlive()).isTrue();
        } finally {
            ProcessTree.kill(others.toHandle());
            others.waitFor();
        }
    }

    @Test
    void shell_whereNobodyIsNoted_onlyRemovesTheRegion() throws Exception {
        Path region = region();
        Files.createDirectories(region.resolve("classes-1/a"));
        awaitEnd(reaper(region));
        assertThat(region).doesNotExist();
    }

    @Test
    void shell_whereSomebodyHoldsALockOfTheRegion_leavesIt() throws Exception {
        Path region = region();
        try (FileChannel lock = FileChannel.open(region.resolve("lock"), StandardOpenOption.WRITE);
                FileLock held = lock.lock(5, 1, false)) {
            assertThat(held.isValid()).isTrue();
            awaitEnd(reaper(region));
            assertThat(region.resolve("lock")).exists();
        }
    }

    @Test
    void shell_removesANamedBlock_onlyIfItIsTheNotedOne() throws Exception {
        Path region = region();
        Path own = Files.createFile(base.resolve("own block"));
        Path others = Files.createFile(base.resolve("others"));
        Files.writeString(region.resolve("memory-1"), identity(own) + "\n" + "own block");
        Files.writeString(region.resolve("memory-2"), identity(own) + "\n" + "others");
        Files.createFile(region.resolve("memory-3"));
        awaitEnd(reaper(region));
        assertThat(region).doesNotExist();
        assertThat(own).doesNotExist();
        assertThat(others).exists();
    }

    private static String identity(Path file) throws IOException {
        return String.valueOf(Files.readAttributes(file, "fileKey").get("fileKey"));
    }
}
