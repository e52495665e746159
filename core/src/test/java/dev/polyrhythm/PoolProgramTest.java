package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.platform.NativeAccess;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How whole programs end that have not closed their pool, or close it in a shutdown hook. */
@Timeout(180)
@Tag("process")
@ExtendWith(LeakCheck.class)
class PoolProgramTest {
    /** The program: a job that takes longer than main, and a pool that is left open. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            Worker.Kind kind = Worker.Kind.valueOf(arguments[0]);
            WorkerPool pool =
                    WorkerPool.builder(kind)
                            .size(1)
                            .daemon(Boolean.parseBoolean(arguments[1]))
                            .build();
            var _ =
                    pool.submit(() -> {
                        Thread.sleep(400);
                        System.out.println("job done");
                    });
            System.out.println("main returns");
        }
    }

    /** A program as {@code java -cp} starts it: no process of it may make native calls. */
    static final class Plain {
        private Plain() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println("native access: " + NativeAccess.isGranted());
            try (WorkerPool pool = builder().taskLimit(Duration.ofSeconds(60)).build()) {
                List<Integer> numbers = IntStream.range(0, 1000).boxed().toList();
                System.out.println("sum: " + sum(pool.map(n -> n + 1, numbers)));
                try (Stream<Integer> stream = pool.mapOrdered(n -> n + 1, numbers)) {
                    System.out.println("sum: " + sum(stream.toList()));
                }
                tell(pool.submit(() -> Runtime.getRuntime().halt(7)));
                for (int i = 0; i < 30; i++) { // a worker may be just about to begin it
                    if (!pool.submit(() -> Thread.sleep(1_000_000)).cancel(true)) {
                        System.out.println("not cancelled: " + i);
                    }
                }
                tell(pool.submit(() -> 5));
            }
            try (WorkerPool pool = builder().taskLimit(Duration.ofMillis(200)).build()) {
                tell(pool.submit(() -> Thread.sleep(1_000_000)));
            }
        }

        private static WorkerPool.Builder builder() {
            return WorkerPool.builder(Worker.Kind.PROCESS).size(2);
        }

        private static int sum(List<Integer> numbers) {
            return numbers.stream().mapToInt(Integer::intValue).sum();
        }

        private static void tell(PoolFuture<?> future) throws InterruptedException {
            try {
                System.out.println("result: " + future.get());
            } catch (ExecutionException e) {
                Throwable cause = Objects.requireNonNull(e.getCause());
                System.out.println("failure: " + cause.getClass().getSimpleName());
            }
        }
    }

    /** A program that has no shared memory for what its pool needs, and closes the pool. */
    static final class WithoutRoom {
        private WithoutRoom() {}

        public static void main(String[] arguments) {
            WorkerPool pool = WorkerPool.ofProcesses(2);
            tell(() -> pool.submit(() -> 1).get());
            tell(() -> pool.map(n -> n + 1, List.of(1, 2, 3)));
            tell(() -> pool.submit(() -> 1).get());
            pool.close();
            System.out.println("closed");
        }

        private static void tell(Callable<?> use) {
            try {
                System.out.println("result: " + use.call());
            } catch (Exception e) {
                System.out.println(e instanceof PolyrhythmException ? "refused" : "other: " + e);
            }
        }
    }

    /** A program that is ended while its pool of one is busy, and uses the pool in a hook. */
    static final class Ending {
        private final WorkerPool pool;
        private final WorkerPool late;
        private final PoolFuture<String> waiting;

        private Ending(Worker.Kind kind) throws Exception {
            pool = WorkerPool.builder(kind).size(1).build();
            late = WorkerPool.builder(kind).size(1).build();
            pool.submit(() -> {}).get();
            long millis = kind == Worker.Kind.PROCESS ? 1_000_000 : 500;
            var _ = pool.submit(() -> Thread.sleep(millis));
            waiting = pool.submit(() -> "done");
        }

        public static void main(String[] arguments) throws Exception {
            Ending program = new Ending(Worker.Kind.valueOf(arguments[0]));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> program.hook(arguments[1])));
            System.out.println("ready");
            if (arguments[2].equals("exit")) {
                System.exit(5);
            }
            Thread.sleep(1_000_000);
        }

        private void hook(String use) {
            switch (use) {
                case "close" -> pool.close();
                case "shutdownNow" -> {
                    pool.shutdownNow();
                    pool.close();
                }
                case "awaitTermination" -> {
                    pool.shutdown();
                    tell("ended", () -> pool.awaitTermination(Duration.ofSeconds(60)));
                }
                case "late" -> {
                    while (!pool.isShutdown()) { // until the library's own hook has come
                        Thread.onSpinWait();
                    }
                    tell("late", () -> late.submit(() -> 1).get());
                    tell("start", () -> Worker.ofProcess().start(() -> {}));
                    late.close();
                }
                default -> {
                    tell("submit", () -> pool.submit(() -> 1).get());
                    tell("map", () -> pool.map(n -> n + 1, List.of(1, 2)));
                    tell("stream", () -> pool.mapUnordered(n -> n + 1, List.of(1, 2)).toList());
                }
            }
            tell("waiting", waiting::get);
            System.out.println("hook done");
        }

        private static void tell(String what, Callable<?> use) {
            String seen;
            try {
                seen = String.valueOf(use.call());
            } catch (ExecutionException e) {
                seen = "failed: " + e.getCause();
            } catch (Exception e) {
                seen = "failed: " + e;
            }
            System.out.println(what + " " + seen);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "close, signal",
        "close, exit",
        "awaitTermination, signal",
        "submit, signal",
        "late, signal"
    })
    void processes_atTheProgramsEnd_doNothingMore_andKeepNoHook(String use, String how) {
        try (ChildJvm program = end(Worker.Kind.PROCESS, use, how)) {
            assertThat(program.awaitExit()).isEqualTo(how.equals("exit") ? 5 : 143);
            assertThat(program.lines()).contains("hook done");
            assertThat(program.lines())
                    .filteredOn(line -> line.contains("failed: "))
                    .hasSize(uses(use) + 1)
                    .allMatch(line -> line.contains("the program is ending"));
        }
    }

    /** How many new things a hook wants done, in vain. */
    private static int uses(String use) {
        return switch (use) {
            case "late" -> 2;
            case "submit" -> 3;
            default -> 0;
        };
    }

    @Test
    void processes_cancelledAtTheProgramsEnd_keepNoHook() {
        try (ChildJvm program = end(Worker.Kind.PROCESS, "shutdownNow", "signal")) {
            assertThat(program.awaitExit()).isEqualTo(143);
            assertThat(program.lines()).contains("hook done");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM", "VIRTUAL"})
    void threads_atTheProgramsEnd_areWaitedForByAHookThatCloses(Worker.Kind kind) {
        try (ChildJvm program = end(kind, "close", "signal")) {
            assertThat(program.awaitExit()).isEqualTo(143);
            assertThat(program.lines()).containsExactly("ready", "waiting done", "hook done");
        }
    }

    private static ChildJvm end(Worker.Kind kind, String use, String how) {
        ChildJvm program = ChildJvm.start(Ending.class, kind.name(), use, how);
        program.awaitLine("ready");
        if (how.equals("signal")) {
            program.signal("TERM");
        }
        return program;
    }

    @Test
    void pool_withoutNativeAccess_doesAllThatOneWithItDoes() {
        try (ChildJvm program = ChildJvm.start(Plain.class)) {
            assertThat(program.awaitExit()).isZero();
            assertThat(program.lines())
                    .containsExactly(
                            "native access: false",
                            "sum: 500500",
                            "sum: 500500",
                            "failure: WorkerDiedException",
                            "result: 5",
                            "failure: TaskTimeoutException");
        }
    }

    /** A limit of the file size stands for a full file system, which takes more rights to make. */
    @Test
    void pool_withoutSharedMemory_refusesWhatIsSubmitted_andCanBeClosed() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no shell");
        List<String> command =
                List.of(
                        "/bin/sh",
                        "-c",
                        "ulimit -f 0; exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutRoom.class.getName());
        try (ChildJvm program = ChildJvm.start(Map.of(), command)) {
            assertThat(program.awaitExit()).as("%s", program.lines()).isZero();
            assertThat(program.lines()).containsExactly("refused", "refused", "refused", "closed");
        }
    }

    private static ChildJvm start(Worker.Kind kind, boolean daemon) {
        return ChildJvm.start(Program.class, kind.name(), String.valueOf(daemon));
    }

    @ParameterizedTest
    @EnumSource(Worker.Kind.class)
    void main_returning_waitsForJobsAndForNoOpenPool(Worker.Kind kind) {
        try (ChildJvm program = start(kind, false)) {
            assertThat(program.awaitExit()).isZero();
            assertThat(program.lines()).containsExactly("main returns", "job done");
        }
    }

    @ParameterizedTest
    @EnumSource(Worker.Kind.class)
    void main_returning_doesNotWaitForADaemonPool(Worker.Kind kind) {
        try (ChildJvm program = start(kind, true)) {
            assertThat(program.awaitExit()).isZero();
            assertThat(program.lines()).containsExactly("main returns");
        }
    }
}
