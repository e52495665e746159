package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.nativeio.NativeAccess;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How whole programs end that have not closed their pool. */
@Timeout(180)
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
