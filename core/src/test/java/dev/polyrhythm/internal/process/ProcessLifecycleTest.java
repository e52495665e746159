package dev.polyrhythm.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.Worker;
import dev.polyrhythm.Worker.State;
import dev.polyrhythm.WorkerDiedException;
import dev.polyrhythm.internal.worker.WorkerAccess;
import dev.polyrhythm.testkit.LeakCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is known of a process while it is being started. */
@Timeout(120)
@ExtendWith(LeakCheck.class)
class ProcessLifecycleTest {
    /** Stands for a process that has died before anything can be done with it. */
    private static final class DeadChild implements ProcessLifecycle.Child {
        private final Runnable beforeEnd;

        DeadChild(Runnable beforeEnd) {
            this.beforeEnd = beforeEnd;
        }

        @Override
        public ProcessHandle handle() {
            return ProcessHandle.current();
        }

        @Override
        public CompletableFuture<ExitStatus> end() {
            beforeEnd.run();
            return CompletableFuture.completedFuture(new ExitStatus(7, null));
        }
    }

    private final ProcessWorker worker = new ProcessWorker(() -> {});
    private final List<Object> seen = new ArrayList<>();

    private final ProcessLifecycle life =
            new ProcessLifecycle(WorkerAccess.get().view(worker)) {
                @Override
                Child launch() {
                    return new DeadChild(this::look);
                }

                private void look() {
                    seen.add(state());
                    seen.add(handle());
                    seen.add(Worker.active().contains(worker));
                }
            };

    @Test
    void start_ofAProcessThatDiesAtOnce_isFollowedByItsEnd() throws InterruptedException {
        life.start();

        life.join();
        assertThat(life.exitCode()).hasValue(7);
        assertThat(life.failure()).isEmpty();
        assertThat(life.state()).isEqualTo(State.ENDED);
        assertThat(life.onExit()).isCompleted();
        assertThat(Worker.active()).doesNotContain(worker);
    }

    @Test
    void start_publishesTheProcess_beforeItsEndCanBeNoticed() {
        life.start();

        assertThat(seen).containsExactly(State.RUNNING, ProcessHandle.current(), true);
    }

    @Test
    @Tag("process")
    void join_ofRealProcessesThatDieAtOnce_returns() throws InterruptedException {
        for (int i = 0; i < 30; i++) {
            ProcessWorker refused = Worker.ofProcess().affinity(5000).start(() -> {});
            refused.join();
            assertThat(refused.exitCode().orElseThrow()).isNotZero();
            assertThat(refused.getFailure()).containsInstanceOf(WorkerDiedException.class);
        }
    }
}
