package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
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
