package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.polyrhythm.memory.SharedBoolean;
import dev.polyrhythm.memory.SharedInt;
import dev.polyrhythm.memory.SharedIntArray;
import dev.polyrhythm.testkit.LeakCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every worker does, whatever it is made of. */
@Timeout(120)
@ExtendWith(LeakCheck.class)
abstract class WorkerContractTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    final Worker.Kind kind;
    private final SharedBoolean release = SharedBoolean.create(false);

    WorkerContractTest(Worker.Kind kind) {
        this.kind = kind;
    }

    /** A worker of the kind that overrides run: adds 5. */
    abstract Worker subclass(String name, SharedInt seen);

    private Worker.Builder builder() {
        return Worker.of(kind);
    }

    /** A worker that runs until the test lets it go, or ends. */
    private Worker startWaiting() {
        SharedBoolean go = release;
        return builder()
                .daemon()
                .start(() -> {
                    while (!go.get()) {
                        Thread.sleep(5);
                    }
                });
    }

    @Test
    void task_started_runsAndIsSeenAfterJoin() throws InterruptedException {
        SharedInt sum = SharedInt.create(0);
        int captured = 20;

        Worker worker = builder().start(() -> sum.addAndGet(captured + 1));
        worker.join();

        assertThat(sum.get()).isEqualTo(21);
        assertThat(worker.getState()).isEqualTo(Worker.State.ENDED);
        assertThat(worker.getFailure()).isEmpty();
    }

    @Test
    void subclass_overridesRun_runs() throws InterruptedException {
        SharedInt sum = SharedInt.create(0);
        Worker worker = subclass("sub", sum);

        worker.start();
        worker.join();

        assertThat(sum.get()).isEqualTo(5);
        assertThat(worker.getName()).isEqualTo("sub");
    }

    @Test
    void life_fromNewToEnded_isTold() throws InterruptedException {
        SharedBoolean go = release;
        Worker worker =
                builder()
                        .unstarted(() -> {
                            while (!go.get()) {
                                Thread.sleep(5);
                            }
                        });
        assertThat(worker.getState()).isEqualTo(Worker.State.NEW);
        assertThat(worker.isAlive()).isFalse();
        assertThat(Worker.active()).doesNotContain(worker);

        worker.start();
        assertThat(worker.getState()).isEqualTo(Worker.State.RUNNING);
        assertThat(worker.isAlive()).isTrue();
        assertThat(Worker.active()).contains(worker);

        release.set(true);
        worker.join();
        assertThat(worker.getState()).isEqualTo(Worker.State.ENDED);
        assertThat(worker.isAlive()).isFalse();
        assertThat(Worker.active()).doesNotContain(worker);
    }

    @Test
    void start_secondTime_isRefused() throws InterruptedException {
        Worker worker = startWaiting();
        assertThatIllegalStateException()
                .isThrownBy(worker::start)
                .withMessageContaining("name=" + worker.getName())
                .withMessageContaining("state=RUNNING");

        release.set(true);
        worker.join();
        assertThatIllegalStateException()
                .isThrownBy(worker::start)
                .withMessageContaining("state=ENDED");
    }

    @Test
    void join_beforeStart_isRefused() {
        Worker worker = builder().unstarted(() -> {});

        assertThatIllegalStateException()
                .isThrownBy(worker::join)
                .withMessageContaining("not started");
        assertThatIllegalStateException().isThrownBy(() -> worker.join(Duration.ZERO));
    }

    @Test
    void join_onItself_isRefused() throws InterruptedException {
        SharedBoolean refused = SharedBoolean.create(false);

        Worker worker =
                builder()
                        .start(() -> {
                            try {
                                Worker.current().join();
                            } catch (IllegalStateException e) {
                                refused.set(true);
                            }
                        });
        worker.join();

        assertThat(refused.get()).isTrue();
    }

    @Test
    void join_withLimit_saysWhetherItHasEnded() throws InterruptedException {
        Worker worker = startWaiting();

        assertThat(worker.join(Duration.ofMillis(1))).isFalse();
        assertThat(worker.join(Duration.ZERO)).isFalse();
        assertThat(worker.join(Duration.ofSeconds(-1))).isFalse();
        assertThat(worker.isAlive()).isTrue();

        release.set(true);
        assertThat(worker.join(LONG)).isTrue();
        assertThat(worker.join(Duration.ZERO)).isTrue();
        worker.join();
    }

    @Test
    void join_interrupted_ends() throws InterruptedException {
        Worker worker = startWaiting();
        SharedBoolean interrupted = SharedBoolean.create(false);
        ThreadWorker joiner =
                new ThreadWorker(() -> {
                    try {
                        worker.join();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                    }
                });
        joiner.start();
        joiner.interrupt();
        joiner.join();

        assertThat(interrupted.get()).isTrue();
        assertThat(worker.isAlive()).isTrue();
        release.set(true);
        worker.join();
    }

    @Test
    void exception_fromTask_isTheFailure() throws InterruptedException {
        Worker worker =
                builder()
                        .start(() -> {
                            throw new IllegalStateException(
                                    "on purpose", new RuntimeException("inner"));
                        });
        worker.join();

        Throwable failure = worker.getFailure().orElseThrow();
        Throwable thrown = kind == Worker.Kind.PROCESS ? failure.getCause() : failure;
        assertThat(thrown)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("on purpose")
                .hasRootCauseMessage("inner");
    }

    @Test
    void current_insideTask_isTheWorker() throws InterruptedException {
        SharedBoolean same = SharedBoolean.create(false);

        Worker worker =
                builder()
                        .name("me")
                        .start(() ->
                                same.set(
                                        Worker.current().getName().equals("me")
                                                && Worker.current().isAlive()));
        worker.join();

        assertThat(same.get()).isTrue();
    }

    @Test
    void name_default_countsUp() {
        String first = builder().unstarted(() -> {}).getName();
        String second = builder().unstarted(() -> {}).getName();

        String prefix = kind == Worker.Kind.PROCESS ? "process-" : "thread-";
        assertThat(first).matches(prefix + "[0-9]+");
        assertThat(second).matches(prefix + "[0-9]+").isNotEqualTo(first);
    }

    @Test
    void name_withNumber_countsFromStart() {
        Worker.Builder numbered = builder().name("w-", 7);

        assertThat(numbered.unstarted(() -> {}).getName()).isEqualTo("w-7");
        assertThat(numbered.unstarted(() -> {}).getName()).isEqualTo("w-8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().name("w-", -1))
                .withMessageContaining("start=-1");
    }

    @Test
    void setName_anyTime_changesIt() throws InterruptedException {
        Worker worker = startWaiting();
        worker.setName("other");
        assertThat(worker.getName()).isEqualTo("other");
        release.set(true);
        worker.join();
    }

    @Test
    void daemon_isChosenBeforeStartOnly() throws InterruptedException {
        Worker worker = builder().unstarted(() -> {});
        assertThat(worker.isDaemon()).isFalse();
        worker.setDaemon(true);
        assertThat(worker.isDaemon()).isTrue();
        worker.start();
        assertThatIllegalStateException().isThrownBy(() -> worker.setDaemon(false));
        worker.join();
    }

    @Test
    void daemon_isInherited() throws InterruptedException {
        SharedIntArray daemons = SharedIntArray.create(2);
        Worker.Kind same = kind;
        Worker worker =
                builder()
                        .daemon()
                        .start(() -> {
                            Worker child = Worker.of(same).unstarted(() -> {});
                            daemons.set(0, child.isDaemon() ? 1 : 0);
                            daemons.set(1, Worker.current().isDaemon() ? 1 : 0);
                        });
        worker.join();

        assertThat(daemons.toArray()).containsExactly(1, 1);
    }

    @Test
    void worker_startedByWorker_runs() throws InterruptedException {
        SharedInt count = SharedInt.create(0);
        Worker.Kind same = kind;
        Worker worker =
                builder()
                        .start(() -> {
                            Worker inner = Worker.of(same).start(() -> count.getAndAdd(1));
                            inner.join();
                            count.getAndAdd(10);
                        });
        worker.join();

        assertThat(worker.getFailure()).isEmpty();
        assertThat(count.get()).isEqualTo(11);
    }

    @Test
    void manyWorkers_atOnce_allRun() throws InterruptedException {
        SharedInt count = SharedInt.create(0);
        List<Worker> workers = new ArrayList<>();
        int number = kind == Worker.Kind.PROCESS ? 6 : 500;

        for (int i = 0; i < number; i++) {
            workers.add(builder().start(() -> count.getAndAdd(1)));
        }
        for (Worker worker : workers) {
            worker.join();
        }

        assertThat(count.get()).isEqualTo(number);
    }

    @Test
    void memory_writtenByTask_isSeenWhileItRuns() {
        SharedInt value = SharedInt.create(0);
        SharedBoolean go = release;
        Worker worker =
                builder()
                        .daemon()
                        .start(() -> {
                            value.set(42);
                            while (!go.get()) {
                                Thread.sleep(5);
                            }
                            value.set(43);
                        });

        Awaitility.await().atMost(LONG).until(() -> value.get() == 42);
        release.set(true);
        Awaitility.await().atMost(LONG).until(() -> !worker.isAlive());
        assertThat(value.get()).isEqualTo(43);
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without the checker can do
    void nulls_areRefused() {
        assertThatNullPointerException().isThrownBy(() -> builder().unstarted(null));
        assertThatThrownBy(() -> builder().name(null)).isInstanceOf(NullPointerException.class);
    }
}
