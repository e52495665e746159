package dev.polyrhythm.memory.internal.region;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.memory.SharedInt;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.KillLoop;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Leaving a region, dying in it, and what others see of that. */
@Timeout(120)
@Tag("process")
@ExtendWith(LeakCheck.class)
class RegionLeavingTest {
    private static final int NAMES = 100;
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

    @TempDir private Path base;

    /** Does not leave before its input ends. */
    static final class Participant {
        private Participant() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println("self " + Region.current().self());
            while (System.in.read() >= 0) {
                // until it ends
            }
        }
    }

    private static String pathOption() {
        return "-D" + Region.PATH_PROPERTY + "=" + Region.current().directory();
    }

    private static long self(ChildJvm child) {
        return Long.parseLong(child.awaitLine("self ").substring("self ".length()));
    }

    @RepeatedTest(20)
    void leave_bySeveralThreads_returnsToAllOnceItIsGone() throws Exception {
        Region region = Region.create(base);
        Callable<Boolean> leave =
                () -> {
                    region.leave();
                    return Files.exists(region.directory());
                };
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> left : threads.invokeAll(List.of(leave, leave, leave, leave))) {
                assertThat(left.get()).isFalse();
            }
        }
    }

    /** Leaves when its input has a line, and runs on until the input ends. */
    static final class Lingerer {
        private Lingerer() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println("region " + Region.current().directory());
            System.out.println("self " + Region.current().self());
            while (System.in.read() != '\n') {
                // until it is told to leave
            }
            Region.leaveCurrent();
            System.out.println("left");
            while (System.in.read() >= 0) {
                // until it ends
            }
        }
    }

    @Test
    void participant_thatHasLeftButStillRuns_isAlive() {
        try (ChildJvm lingerer = ChildJvm.start(Lingerer.class, pathOption())) {
            long id = self(lingerer);
            lingerer.sendLine("");
            lingerer.awaitLine("left");
            assertThat(Region.current().isAlive(id)).isTrue(); // its threads may still write
            lingerer.closeInput();
            assertThat(lingerer.awaitExit()).isZero();
            assertThat(Region.current().isAlive(id)).isFalse();
        }
    }

    @Test
    void region_thatAllHaveLeft_isGoneAlthoughOneStillRuns() {
        try (ChildJvm owner = ChildJvm.start(Lingerer.class)) {
            String directory = owner.awaitLine("region ").substring("region ".length());
            String option = "-D" + Region.PATH_PROPERTY + "=" + directory;
            try (ChildJvm child = ChildJvm.start(Lingerer.class, option)) {
                child.awaitLine("self ");
                owner.sendLine("");
                owner.awaitLine("left");
                assertThat(RegionSweeper.sweep()).doesNotContain(Path.of(directory));
                assertThat(Path.of(directory)).isDirectory();
                child.sendLine("");
                child.awaitLine("left");
                assertThat(Path.of(directory)).doesNotExist();
                assertThat(child.handle().isAlive() && owner.handle().isAlive()).isTrue();
            }
        }
    }

    /** Tells whether its region is whole at its end. */
    static final class Witness {
        private Witness() {}

        public static void main(String[] arguments) throws IOException {
            Path region = Region.current().directory().resolve("region");
            System.out.println("joined");
            while (System.in.read() >= 0) {
                // until it ends
            }
            System.out.println("whole " + Files.exists(region));
        }
    }

    /** Beside a busy sweeper, and without one: then it is up to the children alone. */
    @Test
    @Tag("kills")
    @Timeout(1800)
    void orphans_leavingAllAtOnce_removeTheirRegionAndNotBefore() {
        for (int round = 0; round < Math.max(2, KillLoop.kills() / 4); round++) {
            leaveAllAtOnce(round % 2 == 0);
        }
    }

    private static void leaveAllAtOnce(boolean sweeps) {
        try (ChildJvm owner = ChildJvm.start(Lingerer.class)) {
            Path directory = Path.of(owner.awaitLine("region ").substring("region ".length()));
            List<ChildJvm> orphans = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                orphans.add(
                        ChildJvm.start(
                                Witness.class, "-D" + Region.PATH_PROPERTY + "=" + directory));
            }
            orphans.forEach(orphan -> orphan.awaitLine("joined"));
            owner.kill();
            owner.awaitExit();
            orphans.forEach(ChildJvm::closeInput);
            while (sweeps && Files.exists(directory)) {
                RegionSweeper.sweep();
            }
            for (ChildJvm orphan : orphans) {
                assertThat(orphan.awaitExit()).as("%s", orphan.lines()).isZero();
                orphan.awaitLine("whole true");
            }
            assertThat(directory).doesNotExist();
        }
    }

    @Test
    void pid_ofAParticipantWhoseSlotWasTakenAgain_isZero() {
        Region region = Region.current();
        try (ChildJvm first = ChildJvm.start(Participant.class, pathOption())) {
            long dead = self(first);
            first.kill();
            first.awaitExit();
            assertThat(region.pid(dead)).isEqualTo(first.handle().pid());
            try (ChildJvm second = ChildJvm.start(Participant.class, pathOption())) {
                assertThat(region.pid(self(second))).isEqualTo(second.handle().pid());
                assertThat(region.pid(dead)).isZero();
            }
        }
    }

    /** Not for a moment, as what it held is given to others. */
    @Test
    void participant_dead_staysDeadWhileAnotherTakesItsSlot() {
        Region region = Region.current();
        try (ChildJvm first = ChildJvm.start(Participant.class, pathOption())) {
            long dead = self(first);
            first.kill();
            first.awaitExit();
            try (ChildJvm second = ChildJvm.start(Participant.class, pathOption())) {
                while (second.lines().isEmpty()) {
                    assertThat(region.isAlive(dead)).isFalse();
                }
                assertThat(region.isAlive(self(second))).isTrue();
            }
        }
    }

    /** The shell becomes a program that never asks what became of its child. */
    @Test
    void participant_killedAndNotReaped_isDead() throws IOException {
        List<String> command =
                List.of(
                        "sh",
                        "-c",
                        "(while :; do sleep 1; done) | \"$@\" & exec sleep 60",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        pathOption(),
                        Participant.class.getName());
        try (ChildJvm shell = ChildJvm.start(java.util.Map.of(), command)) {
            Region region = Region.current();
            long child = self(shell);
            assertThat(region.isAlive(child)).isTrue();
            ProcessHandle process = ProcessHandle.of(region.pid(child)).orElseThrow();
            process.destroyForcibly();
            // The first thread is a zombie before the last one has let go of the files.
            Awaitility.await().until(() -> !region.isAlive(child));
            assertThat(isZombie(process.pid())).isTrue();
        }
    }

    private static boolean isZombie(long pid) throws IOException {
        return Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
    }

    /** Makes, or finds, many blocks by name, and counts itself in each. */
    static final class Namer {
        private Namer() {}

        public static void main(String[] arguments) {
            for (int i = 0; i < NAMES; i++) {
                INT.getAndAdd(Region.current().named("race-" + i, 64), 0L, 1);
            }
        }
    }

    @Test
    void named_byRacingProcesses_isMadeOnce() throws IOException {
        List<ChildJvm> namers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            namers.add(ChildJvm.start(Namer.class, pathOption()));
        }
        for (ChildJvm namer : namers) {
            try (namer) {
                assertThat(namer.awaitExit()).as("%s", namer.lines()).isZero();
            }
        }
        for (int i = 0; i < NAMES; i++) {
            assertThat(Region.current().named("race-" + i, 64).get(ValueLayout.JAVA_INT, 0))
                    .isEqualTo(3);
        }
        try (Stream<Path> files = Files.list(Region.current().directory())) {
            assertThat(files).noneMatch(file -> file.toString().contains(".draft-"));
        }
    }

    /** Uses shared memory for the first time when the program ends already. */
    static final class Late {
        private Late() {}

        public static void main(String[] arguments) {
            Thread late = new Thread(() -> System.out.println("value " + SharedInt.create(5)));
            Runtime.getRuntime().addShutdownHook(late);
        }
    }

    @Test
    void sharedValue_firstMadeByAShutdownHook_works() {
        try (ChildJvm program = ChildJvm.start(Late.class)) {
            assertThat(program.awaitExit()).isZero();
            assertThat(program.lines()).contains("value 5");
            RegionSweeper.sweep(); // nobody was left to do it
        }
    }
}
