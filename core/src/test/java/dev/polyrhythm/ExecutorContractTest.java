package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.polyrhythm.memory.SharedBoolean;
import dev.polyrhythm.memory.SharedInt;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the JDK promises of an executor, as far as its jobs can travel. */
@Timeout(180)
@ExtendWith(LeakCheck.class)
public abstract class ExecutorContractTest {
    private static @Nullable ExecutorService shared;

    private final Worker.Kind kind;
    private final ExecutorService executor;

    public ExecutorContractTest(Worker.Kind kind) {
        this.kind = kind;
        this.executor = shared(kind);
    }

    private static ExecutorService shared(Worker.Kind kind) {
        ExecutorService known = shared == null ? open(kind) : shared;
        shared = known;
        return known;
    }

    private static ExecutorService open(Worker.Kind kind) {
        return WorkerPool.builder(kind).size(2).build().asExecutorService();
    }

    private interface Call<T> extends Callable<T>, Serializable {}

    private interface Run extends Runnable, Serializable {}

    private static <T> Callable<T> call(Call<T> call) {
        return call;
    }

    private static Runnable run(Run run) {
        return run;
    }

    @AfterAll
    static void close() {
        if (shared != null) {
            shared.close();
            shared = null;
        }
    }

    @Test
    void submit_givesTheResult() throws Exception {
        SharedInt ran = SharedInt.create(0);
        assertThat(executor.submit(call(() -> 5)).get()).isEqualTo(5);
        Future<?> nothing = executor.submit(run(() -> ran.getAndAdd(1)));
        assertThat(nothing.get()).isNull();
        Object result = new Object();
        assertThat(executor.submit(run(() -> ran.getAndAdd(1)), result).get()).isSameAs(result);
        executor.execute(run(() -> ran.getAndAdd(1)));
        Awaitility.await().until(() -> ran.get() == 3);
    }

    @Test
    void submit_failing_throwsFromGet() {
        Future<Integer> future = executor.submit(call(() -> Integer.parseInt("x")));
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(future::get)
                .withMessageContaining("NumberFormatException");
    }

    @Test
    void invokeAll_waitsForAll() throws Exception {
        List<Future<Integer>> futures =
                executor.invokeAll(
                        List.of(call(() -> 1), call(() -> 2), call(() -> Integer.parseInt("x"))));
        assertThat(futures).hasSize(3).allMatch(Future::isDone);
        assertThat(futures.get(1).get()).isEqualTo(2);
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(futures.get(2)::get);
        assertThat(executor.invokeAll(List.<Callable<Integer>>of())).isEmpty();
    }

    @Test
    void invokeAll_withALimit_cancelsTheRest() throws Exception {
        List<Future<Integer>> futures =
                executor.invokeAll(
                        List.of(
                                call(() -> 1),
                                call(() -> {
                                    Thread.sleep(1_000_000);
                                    return 2;
                                })),
                        200,
                        TimeUnit.MILLISECONDS);
        assertThat(futures).hasSize(2).allMatch(Future::isDone);
        assertThat(futures.get(1).isCancelled()).isTrue();
        assertThatExceptionOfType(CancellationException.class).isThrownBy(futures.get(1)::get);
    }

    @Test
    void invokeAny_givesAResult() throws Exception {
        assertThat(executor.invokeAny(List.of(call(() -> Integer.parseInt("x")), call(() -> 7))))
                .isEqualTo(7);
        assertThat(executor.invokeAny(List.of(call(() -> 8)), 100, TimeUnit.SECONDS)).isEqualTo(8);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> executor.invokeAny(List.of(call(() -> Integer.parseInt("x")))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> executor.invokeAny(List.<Callable<Integer>>of()));
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() ->
                        executor.invokeAny(
                                List.of(
                                        call(() -> {
                                            Thread.sleep(1_000_000);
                                            return 1;
                                        })),
                                20,
                                TimeUnit.MILLISECONDS));
    }

    @Test
    void shutdown_refusesMore() throws Exception {
        ExecutorService own = open(kind);
        Future<Integer> before = own.submit(call(() -> 1));
        own.shutdown();
        assertThat(own.isShutdown()).isTrue();
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> own.execute(run(() -> {})));
        assertThat(own.awaitTermination(100, TimeUnit.SECONDS)).isTrue();
        assertThat(own.isTerminated()).isTrue();
        assertThat(before.get()).isEqualTo(1);
    }

    @Test
    void shutdownNow_interruptsWhatRuns() throws Exception {
        ExecutorService own = open(kind);
        SharedBoolean up = SharedBoolean.create(false);
        own.execute(
                run(() -> {
                    up.set(true);
                    try {
                        Thread.sleep(1_000_000);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
        Awaitility.await().until(up::get);
        assertThat(own.shutdownNow()).isEmpty();
        assertThat(own.awaitTermination(100, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void nothing_isRefused() {
        assertThatNullPointerException().isThrownBy(() -> executor.execute(nothing()));
        assertThatNullPointerException()
                .isThrownBy(() -> executor.submit(ExecutorContractTest.<Runnable>nothing()));
        assertThatNullPointerException()
                .isThrownBy(
                        () -> executor.submit(ExecutorContractTest.<Callable<Integer>>nothing()));
        assertThat(executor.toString()).contains("ExecutorService").contains(kind.name());
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // on purpose
    private static <T> T nothing() {
        return null;
    }

    @Test
    void lambda_thatIsNotSerializable_isRefusedWhereItCannotTravel() throws Exception {
        if (kind == Worker.Kind.PROCESS) {
            assertThatExceptionOfType(NotSerializableTaskException.class)
                    .isThrownBy(() -> executor.submit(() -> 1))
                    .satisfies(e -> assertThat(e.path()).isEqualTo("task.callable"));
            assertThatExceptionOfType(NotSerializableTaskException.class)
                    .isThrownBy(() -> executor.execute(() -> {}))
                    .satisfies(e -> assertThat(e.path()).isEqualTo("task.runnable"));
        } else {
            assertThat(executor.submit(() -> 1).get()).isEqualTo(1);
        }
    }
}
