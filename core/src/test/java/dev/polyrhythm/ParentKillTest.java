package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.memory.SharedInt;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.KillLoop;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A parent that is killed takes all of its children with it, whatever they are doing. */
@Timeout(1800)
@ExtendWith(LeakCheck.class)
class ParentKillTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int KILLS_PER_ROUND = 20;
    private static final int KILLS_PER_FAMILY = 10;
    private static final int SOAK = 1000;
    private static final int LONGEST_LIFE_MILLIS = 2000;

    /** The program: eight children, two of each sort. */
    static final class Family {
        private Family() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println("region " + Region.current().directory());
            SharedInt up = SharedInt.create(0);
            for (int i = 0; i < 2; i++) {
                Worker.ofProcess().start(() -> spin(up));
                Worker.ofProcess().start(arguments.length > 0 ? () -> stop(up) : () -> sleep(up));
                Worker.ofProcess().start(() -> closeInput(up));
                Worker.ofProcess().start(() -> refuseToEnd(up));
            }
            while (up.get() < 8) {
                Thread.sleep(1);
            }
            System.out.println("all are up");
            Thread.sleep(100_000);
        }

        /** Counted loops, as compiled code has them: for minutes no place to stop at. */
        private static void spin(SharedInt up) {
            up.getAndAdd(1);
            long sum = 0;
            for (long i = 0; i < 1000; i++) {
                for (int j = 0; j < Integer.MAX_VALUE; j++) {
                    sum += j ^ i;
                }
            }
            System.out.println(sum);
        }

        private static void stop(SharedInt up) throws Exception {
            up.getAndAdd(1);
            String pid = String.valueOf(ProcessHandle.current().pid());
            new ProcessBuilder("kill", "-STOP", pid).start().waitFor();
            Thread.sleep(100_000);
        }

        private static void sleep(SharedInt up) throws InterruptedException {
            up.getAndAdd(1);
            Thread.sleep(100_000);
        }

        private static void closeInput(SharedInt up) throws Exception {
            up.getAndAdd(1);
            new FileInputStream(FileDescriptor.in).close();
            new ProcessBuilder("sleep", "100").start();
            Thread.sleep(100_000);
        }

        private static void refuseToEnd(SharedInt up) throws InterruptedException {
            up.getAndAdd(1);
            Runtime.getRuntime().addShutdownHook(new Thread(LockSupport::park));
            System.exit(1);
        }
    }

    private static Path region(ChildJvm program) {
        return Path.of(program.awaitLine("region ").substring("region ".length()));
    }

    /** All that were started for the region, whoever their parent is now. */
    private static List<ProcessHandle> members(Path region) {
        return ProcessHandle.allProcesses()
                .filter(process ->
                        process.info().commandLine().orElse("").contains(region.toString()))
                .toList();
    }

    private static void assertAllGone(Path region, List<ProcessHandle> family) {
        Awaitility.await()
                .atMost(LONG)
                .untilAsserted(() -> {
                    assertThat(family).noneMatch(ProcessHandle::isAlive);
                    assertThat(members(region)).isEmpty();
                });
    }

    /** What the next program does when it starts. */
    static final class NextProgram {
        private NextProgram() {}

        public static void main(String[] arguments) {
            System.out.println("region " + Region.current().directory());
        }
    }

    /**
     * A parent that is killed before its first child is up leaves its region to the next program.
     */
    private static void assertNoFileIsLeft(Path region) {
        if (Files.exists(region)) {
            try (ChildJvm next = ChildJvm.start(NextProgram.class)) {
                assertThat(next.awaitExit()).isZero();
            }
        }
        assertThat(region).doesNotExist();
    }

    private static boolean isStopped(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/stat")).contains(") T ");
        } catch (IOException e) {
            return false; // it has gone
        }
    }

    /** In a soak 200 times. How long it takes is printed, and no reason to fail. */
    @Test
    @Tag("kills")
    void families_ofWhichEachIsHardToEnd_leaveNothing() {
        int rounds = KillLoop.kills() < SOAK ? 1 : KillLoop.kills() / KILLS_PER_FAMILY;
        long[] millis = new long[rounds];
        for (int round = 0; round < rounds; round++) {
            millis[round] = killHardFamily();
        }
        Arrays.sort(millis);
        System.out.printf(
                "orphans: rounds=%d, gone after: p50=%d ms, p99=%d ms, longest=%d ms%n",
                rounds,
                millis[rounds / 2],
                millis[Math.min(rounds - 1, rounds * 99 / 100)],
                millis[rounds - 1]);
    }

    private static long killHardFamily() {
        try (ChildJvm program = ChildJvm.start(Family.class, "stopped")) {
            Path region = region(program);
            program.awaitLine("all are up");
            awaitStopped(program);
            List<ProcessHandle> family = program.handle().descendants().toList();
            List<ProcessHandle> workers =
                    family.stream().filter(process -> !isReaper(process)).toList();
            assertThat(workers).hasSizeGreaterThanOrEqualTo(8);
            long start = System.nanoTime();
            program.kill();
            while (workers.stream().anyMatch(ParentKillTest::isRunning)) {
                assertThat(System.nanoTime() - start).isLessThan(LONG.toNanos());
                LockSupport.parkNanos(2_000_000); // to look takes the processor from those that end
            }
            long took = (System.nanoTime() - start) / 1_000_000;
            assertAllGone(region, family);
            Awaitility.await().atMost(LONG).until(() -> !Files.exists(region));
            return took;
        }
    }

    /** It goes last, when it has removed the memory. */
    private static boolean isReaper(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains("/janitor-");
    }

    private static void awaitStopped(ChildJvm program) {
        Awaitility.await()
                .atMost(LONG)
                .until(() ->
                        program.handle().descendants().filter(ParentKillTest::isStopped).count()
                                == 2);
    }

    /** A zombie, which nobody has waited for yet, runs no more. */
    private static boolean isRunning(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return !stat.contains(") Z ") && !stat.contains(") X ");
        } catch (IOException e) {
            return false; // it has gone
        }
    }

    @Test
    @Tag("kills")
    void parent_killedAtAnyMoment_leavesNothing() {
        long seed = Long.getLong(KillLoop.SEED, System.nanoTime());
        Random random = new Random(seed);
        int rounds = Math.max(1, KillLoop.kills() / KILLS_PER_ROUND);
        for (int round = 0; round < rounds; round++) {
            try (ChildJvm program = ChildJvm.start(Family.class)) {
                Path region = region(program);
                LockSupport.parkNanos(1_000_000L * random.nextInt(LONGEST_LIFE_MILLIS));
                List<ProcessHandle> family = program.handle().descendants().toList();
                program.kill();
                assertAllGone(region, family);
                assertNoFileIsLeft(region);
            } catch (AssertionError e) {
                throw new AssertionError("seed=%d, round=%d".formatted(seed, round), e);
            }
        }
    }
}
