package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.KillLoop;
import dev.polyrhythm.testkit.LeakCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How whole programs end, each a JVM of its own with workers. */
@Timeout(180)
@Tag("process")
@ExtendWith(LeakCheck.class)
class ProgramLifeTest {
    private static final Duration LONG = Duration.ofSeconds(100);
    private static final int ROUNDS = Math.max(1, KillLoop.kills() / 16);

    /** The programs. */
    static final class Programs {
        private Programs() {}

        public static void main(String[] arguments) throws Exception {
            Worker.Kind kind = Worker.Kind.valueOf(arguments[1]);
            switch (arguments[0]) {
                case "waits" -> Worker.of(kind).start(Programs::speak);
                case "leaves" -> Worker.of(kind).daemon().start(Programs::sleep);
                case "exits" -> exitBesideWorkers(kind);
                case "family" -> family();
                case "starting" -> startEndlessly();
                default -> throw new IllegalArgumentException(arguments[0]);
            }
            System.out.println("main returns");
        }

        private static void speak() throws InterruptedException {
            Thread.sleep(300);
            System.out.println("worker done");
        }

        private static void sleep() throws InterruptedException {
            System.out.println("worker up");
            Thread.sleep(100_000);
            System.out.println("worker done");
        }

        private static void exitBesideWorkers(Worker.Kind kind) throws InterruptedException {
            Worker.of(kind).start(Programs::ignoreTermination);
            Thread.sleep(1000);
            System.exit(5);
        }

        private static void ignoreTermination() throws InterruptedException {
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(() -> {
                                try {
                                    Thread.sleep(100_000);
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            }));
            Thread.sleep(100_000);
        }

        private static void family() throws InterruptedException {
            System.out.println("region " + Region.current().directory());
            for (int i = 0; i < 2; i++) {
                Worker.ofProcess()
                        .start(() -> {
                            Worker.ofProcess().start(Programs::report);
                            report();
                        });
            }
            Thread.sleep(100_000);
        }

        private static void report() throws InterruptedException {
            System.out.println("up " + ProcessHandle.current().pid());
            Thread.sleep(100_000);
        }

        private static void startEndlessly() throws InterruptedException {
            System.out.println("region " + Region.current().directory());
            for (int i = 0; i < 4; i++) {
                Worker.ofProcess().start(Programs::report);
            }
            System.out.println("started");
            Thread.sleep(100_000);
        }
    }

    private static ChildJvm program(String name, Worker.Kind kind) {
        return ChildJvm.start(Programs.class, name, kind.name());
    }

    @ParameterizedTest
    @EnumSource(Worker.Kind.class)
    void main_returns_waitsForWorkers(Worker.Kind kind) {
        try (ChildJvm program = program("waits", kind)) {
            assertThat(program.awaitExit()).isZero();
            assertThat(program.lines()).containsExactly("main returns", "worker done");
        }
    }

    @ParameterizedTest
    @EnumSource(Worker.Kind.class)
    void main_returns_endsDaemons(Worker.Kind kind) {
        try (ChildJvm program = program("leaves", kind)) {
            assertThat(program.awaitExit()).isZero();
            assertThat(program.lines()).contains("main returns").doesNotContain("worker done");
        }
    }

    @Test
    void exit_besideAStubbornProcess_endsAllAfterTheGraceTime() {
        try (ChildJvm program = program("exits", Worker.Kind.PROCESS)) {
            assertThat(program.awaitExit()).isEqualTo(5);
        }
    }

    private static List<ProcessHandle> family(ChildJvm program, int size) {
        Awaitility.await()
                .atMost(LONG)
                .until(() ->
                        program.lines().stream().filter(line -> line.startsWith("up ")).count()
                                == size);
        return program.handle().descendants().toList();
    }

    private static void assertAllGone(List<ProcessHandle> processes) {
        Awaitility.await()
                .atMost(LONG)
                .untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
    }

    private static Path region(ChildJvm program) {
        return Path.of(program.awaitLine("region ").substring("region ".length()));
    }

    @Test
    @Tag("kills")
    @Timeout(1800)
    void parentKilled_childrenAndGrandchildrenEnd_regionIsRemoved() {
        for (int round = 0; round < ROUNDS; round++) {
            killParent();
        }
    }

    private static void killParent() {
        try (ChildJvm program = program("family", Worker.Kind.PROCESS)) {
            List<ProcessHandle> family = family(program, 4);
            assertThat(family).hasSizeGreaterThanOrEqualTo(4);
            program.kill();
            assertAllGone(family);
            Path region = region(program);
            Awaitility.await().atMost(LONG).until(() -> !Files.exists(region));
        }
    }

    @Test
    @Tag("kills")
    @Timeout(1800)
    void parentKilled_whileChildrenStart_theyEnd() {
        for (int round = 0; round < ROUNDS; round++) {
            killStartingParent();
        }
    }

    private static void killStartingParent() {
        try (ChildJvm program = program("starting", Worker.Kind.PROCESS)) {
            program.awaitLine("started");
            List<ProcessHandle> starting = program.handle().descendants().toList();
            program.kill();
            assertAllGone(starting);
        }
    }

    @Test
    void parentTerminated_familyEnds_regionIsRemoved() {
        try (ChildJvm program = program("family", Worker.Kind.PROCESS)) {
            List<ProcessHandle> family = family(program, 4);
            program.signal("TERM");
            assertThat(program.awaitExit()).isEqualTo(143);
            assertAllGone(family);
            assertThat(region(program)).doesNotExist();
        }
    }
}
