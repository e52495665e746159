package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.SharedBoolean;
import dev.polyrhythm.memory.SharedInt;
import dev.polyrhythm.memory.SharedIntArray;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every pool does, whatever its workers are. */
@Timeout(180)
@ExtendWith(LeakCheck.class)
abstract class PoolContractTest {
    static final Duration LONG = Duration.ofSeconds(100);

    final Worker.Kind kind;
    private static final Map<Integer, WorkerPool> SHARED = new HashMap<>();

    private final List<WorkerPool> pools = new ArrayList<>();

    PoolContractTest(Worker.Kind kind) {
        this.kind = kind;
    }

    record Point(int x, String name) implements Serializable {}

    WorkerPool.Builder builder() {
        return WorkerPool.builder(kind).grace(Duration.ofMillis(300));
    }

    /** A pool that is ended after the test. */
    WorkerPool open(WorkerPool.Builder builder) {
        WorkerPool pool = builder.build();
        pools.add(pool);
        return pool;
    }

    /** A pool that other tests have used, and will. */
    WorkerPool shared(int size) {
        return SHARED.computeIfAbsent(size, absent -> builder().size(size).build());
    }

    @AfterAll
    static void closeShared() {
        SHARED.values().forEach(WorkerPool::close);
        SHARED.clear();
    }

    @AfterEach
    void endPools() throws InterruptedException {
        for (WorkerPool pool : pools) {
            pool.shutdownNow();
            assertThat(pool.awaitTermination(LONG)).isTrue();
        }
    }

    static void awaitSet(SharedBoolean flag) throws InterruptedException {
        while (!flag.get()) {
            Thread.sleep(1);
        }
    }

    static void until(SharedBoolean flag) {
        Awaitility.await().atMost(LONG).until(flag::get);
    }

    @Test
    void snippet_computes() throws Exception {
        assertThat(PoolSnippets.pool(kind)).isEqualTo(30);
    }

    @Test
    void job_hasItsResult() throws Exception {
        WorkerPool pool = shared(2);
        Object[] results = {
            null, 1, 2L, 3.5, true, false, "text", "größer 🥁", new Point(3, "p"), List.of(1, "x")
        };
        for (Object result : results) {
            Object captured = result;
            PoolFuture<@Nullable Object> future = pool.submit(() -> captured);
            assertThat(future.get()).isEqualTo(result);
            assertThat(future.isDone()).isTrue();
            assertThat(future.isCancelled()).isFalse();
            assertThat(future.state()).isEqualTo(Future.State.SUCCESS);
        }
        byte[] bytes = new byte[3_000_000];
        Arrays.fill(bytes, (byte) 7);
        assertThat(pool.submit(() -> bytes).get()).isEqualTo(bytes);
        assertThat(pool.submit(() -> new int[] {1, 2}).get()).containsExactly(1, 2);
        assertThat(pool.submit(() -> new double[] {0.5}).get()).containsExactly(0.5);
        assertThat(pool.submit(() -> new long[] {1L << 40}).get()).containsExactly(1L << 40);
        assertThat(pool.submit(() -> new float[] {1.5f}).get()).containsExactly(1.5f);
    }

    @Test
    void task_runsInAWorkerOfThePool() throws Exception {
        WorkerPool pool = open(builder().size(1).name("team"));
        SharedBoolean ran = SharedBoolean.create(false);
        PoolFuture<@Nullable Void> future = pool.submit(() -> ran.set(true));

        assertThat(future.get()).isNull();
        assertThat(ran.get()).isTrue();
        assertThat(pool.submit(() -> Worker.current().getName()).get()).startsWith("team-");
        assertThat(pool.toString()).contains("team").contains("RUNNING");
    }

    @Test
    void failure_isTheCause() {
        WorkerPool pool = shared(1);
        PoolFuture<Integer> future = pool.submit(() -> Integer.parseInt("no number"));

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(future::get)
                .satisfies(e -> assertThat(thrown(e)).isInstanceOf(NumberFormatException.class));
        assertThat(future.state()).isEqualTo(Future.State.FAILED);
        assertThat(future.exceptionNow()).isNotNull();
    }

    /** What the job threw: a process's is the cause of a TaskFailedException. */
    private Throwable thrown(ExecutionException e) {
        Throwable cause = Objects.requireNonNull(e.getCause());
        return kind == Worker.Kind.PROCESS ? Objects.requireNonNull(cause.getCause()) : cause;
    }

    @Test
    void jobs_moreThanWorkers_areAllDone() throws Exception {
        WorkerPool pool = shared(3);
        List<PoolFuture<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            int number = i;
            futures.add(pool.submit(() -> number * 2));
        }
        for (int i = 0; i < 500; i++) {
            assertThat(futures.get(i).get()).isEqualTo(i * 2);
        }
    }

    @Test
    void jobs_ofOneWorker_runInTheOrderOfTheirSubmission() throws Exception {
        WorkerPool pool = open(builder().size(1));
        SharedIntArray order = SharedIntArray.create(200);
        SharedInt next = SharedInt.create(0);
        List<PoolFuture<@Nullable Void>> futures = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int number = i;
            futures.add(pool.submit(() -> order.set(next.getAndAdd(1), number)));
        }
        for (PoolFuture<@Nullable Void> future : futures) {
            future.get();
        }
        assertThat(order.toArray()).isEqualTo(IntStream.range(0, 200).toArray());
    }

    @Test
    void get_withALimit_doesNotWaitForLonger() throws Exception {
        WorkerPool pool = shared(1);
        SharedBoolean go = SharedBoolean.create(false);
        PoolFuture<Integer> future =
                pool.submit(() -> {
                    awaitSet(go);
                    return 5;
                });
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> future.get(20, TimeUnit.MILLISECONDS));
        assertThat(future.isDone()).isFalse();
        go.set(true);
        assertThat(future.get(100, TimeUnit.SECONDS)).isEqualTo(5);
    }

    @Test
    void completableFuture_hasTheSameResult() throws Exception {
        WorkerPool pool = shared(1);
        assertThat(
                        pool.submit(() -> 20)
                                .toCompletableFuture()
                                .thenApply(n -> n + 1)
                                .get(100, TimeUnit.SECONDS))
                .isEqualTo(21);
        CompletableFuture<Integer> failed =
                pool.submit(() -> Integer.parseInt("x")).toCompletableFuture();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(failed::get)
                .satisfies(e -> assertThat(thrown(e)).isInstanceOf(NumberFormatException.class));
    }

    @Test
    void completableFuture_cancelled_cancelsTheJob() {
        WorkerPool pool = shared(1);
        SharedBoolean up = SharedBoolean.create(false);
        PoolFuture<@Nullable Void> future =
                pool.submit(() -> {
                    up.set(true);
                    Thread.sleep(100_000);
                });
        CompletableFuture<@Nullable Void> view = future.toCompletableFuture();
        until(up);
        view.cancel(true);

        assertThat(future.isCancelled()).isTrue();
        assertThat(view.isCancelled()).isTrue();
    }

    @Test
    void map_keepsTheOrder() throws Exception {
        WorkerPool pool = shared(2);
        List<Integer> items = IntStream.range(0, 5_000).boxed().toList();

        assertThat(pool.map(n -> n + 1, items))
                .isEqualTo(IntStream.range(1, 5_001).boxed().toList());
        assertThat(pool.map(n -> n, List.<Integer>of())).isEmpty();
        assertThat(pool.map(p -> p.name() + p.x(), List.of(new Point(1, "a"), new Point(2, "b"))))
                .containsExactly("a1", "b2");
        assertThat(pool.<Integer, @Nullable Integer>map(n -> null, items))
                .containsOnlyNulls()
                .hasSize(5_000);
    }

    @Test
    void map_ofLargeItemsAndResults_isWhole() throws Exception {
        WorkerPool pool = shared(2);
        List<byte[]> items = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            byte[] item = new byte[10_000 * i];
            Arrays.fill(item, (byte) i);
            items.add(item);
        }
        assertThat(pool.map(item -> item, items)).containsExactlyElementsOf(items);
    }

    @Test
    void map_withFixedChunks_isTheSame() throws Exception {
        WorkerPool pool = open(builder().size(2).chunkSize(7));
        List<Integer> items = IntStream.range(0, 1000).boxed().toList();
        assertThat(pool.map(n -> -n, items)).isEqualTo(items.stream().map(n -> -n).toList());
    }

    @Test
    void map_ofWhichOneItemTakesVeryLong_doesNotWaitWithTheRestOfItsChunk() throws Exception {
        WorkerPool pool = open(builder().size(2).chunkSize(10));
        SharedInt done = SharedInt.create(0);
        List<Integer> items = IntStream.range(0, 10).boxed().toList();

        List<Integer> results =
                pool.map(
                        n -> {
                            while (n == 0 && done.get() < 9) {
                                Thread.onSpinWait(); // it ends when all others have
                            }
                            return done.getAndAdd(1) >= 0 ? n : -1;
                        },
                        items);

        assertThat(results).isEqualTo(items);
        assertThat(done.get()).isEqualTo(10);
    }

    @Test
    void map_failing_throwsAndCancelsTheRest() {
        WorkerPool pool = shared(2);
        SharedInt ran = SharedInt.create(0);
        List<Integer> items = IntStream.range(0, 10_000).boxed().toList();

        assertThatExceptionOfType(TaskFailedException.class)
                .isThrownBy(() ->
                        pool.map(
                                n -> {
                                    ran.getAndAdd(1);
                                    if (n == 5) {
                                        throw new IllegalStateException("five");
                                    }
                                    Thread.sleep(1);
                                    return n;
                                },
                                items))
                .withMessageContaining("five")
                .withCauseInstanceOf(IllegalStateException.class);
        assertThat(ran.get()).isLessThan(10_000);
    }

    @Test
    void pool_afterAFailedMap_worksOn() throws Exception {
        WorkerPool pool = shared(2);
        assertThatExceptionOfType(TaskFailedException.class)
                .isThrownBy(() -> pool.map(n -> 1 / n, List.of(1, 0, 2)));
        assertThat(pool.map(n -> n + 1, List.of(1, 2))).containsExactly(2, 3);
    }

    @Test
    void maps_atTheSameTime_doNotMix() throws Exception {
        WorkerPool pool = shared(2);
        List<Integer> items = IntStream.range(0, 2_000).boxed().toList();
        List<Thread> callers = new ArrayList<>();
        SharedInt right = SharedInt.create(0);
        for (int i = 0; i < 4; i++) {
            int offset = i * 10_000;
            callers.add(
                    Thread.ofVirtual()
                            .start(() -> right.getAndAdd(mapped(pool, items, offset) ? 1 : 0)));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(right.get()).isEqualTo(4);
    }

    private static boolean mapped(WorkerPool pool, List<Integer> items, int offset) {
        try {
            return pool.map(n -> n + offset, items)
                    .equals(items.stream().map(n -> n + offset).toList());
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Test
    void map_interrupted_isCancelled() throws Exception {
        WorkerPool pool = shared(1);
        SharedBoolean up = SharedBoolean.create(false);
        CompletableFuture<String> end = new CompletableFuture<>();
        Thread caller =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                pool.map(
                                        n -> {
                                            up.set(true);
                                            Thread.sleep(100_000);
                                            return n;
                                        },
                                        List.of(1, 2, 3));
                            } catch (InterruptedException e) {
                                end.complete("interrupted");
                            }
                        });
        until(up);
        caller.interrupt();

        assertThat(end.get(100, TimeUnit.SECONDS)).isEqualTo("interrupted");
        assertThat(pool.submit(() -> 3).get()).isEqualTo(3);
    }

    @Test
    void cancel_beforeTheBeginning_neverRuns() throws Exception {
        WorkerPool pool = open(builder().size(1));
        SharedBoolean go = SharedBoolean.create(false);
        SharedBoolean ran = SharedBoolean.create(false);
        PoolFuture<@Nullable Void> first = pool.submit(() -> awaitSet(go));
        PoolFuture<@Nullable Void> second = pool.submit(() -> ran.set(true));

        assertThat(second.cancel(false)).isTrue();
        assertThat(second.cancel(true)).isFalse();
        assertThat(second.isCancelled()).isTrue();
        assertThat(second.state()).isEqualTo(Future.State.CANCELLED);
        assertThatExceptionOfType(CancellationException.class).isThrownBy(second::get);
        go.set(true);
        first.get();
        pool.close();
        assertThat(ran.get()).isEqualTo(kind == Worker.Kind.VIRTUAL && ran.get());
    }

    @Test
    void cancel_running_interruptsIt() throws Exception {
        WorkerPool pool = open(builder().size(1).grace(LONG));
        SharedBoolean up = SharedBoolean.create(false);
        SharedBoolean interrupted = SharedBoolean.create(false);
        PoolFuture<@Nullable Void> future =
                pool.submit(() -> {
                    up.set(true);
                    try {
                        Thread.sleep(1_000_000);
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                    }
                });
        until(up);
        assertThat(future.cancel(true)).isTrue();

        assertThatExceptionOfType(CancellationException.class).isThrownBy(future::get);
        until(interrupted);
        assertThat(pool.submit(() -> Thread.interrupted()).get()).isFalse();
    }

    @Test
    void cancel_runningWithoutInterrupt_letsItEnd() throws Exception {
        WorkerPool pool = open(builder().size(1));
        SharedBoolean up = SharedBoolean.create(false);
        SharedBoolean go = SharedBoolean.create(false);
        SharedBoolean ended = SharedBoolean.create(false);
        PoolFuture<@Nullable Void> future =
                pool.submit(() -> {
                    up.set(true);
                    awaitSet(go);
                    ended.set(true);
                });
        until(up);
        assertThat(future.cancel(false)).isTrue();
        assertThat(future.isCancelled()).isTrue();
        go.set(true);
        until(ended);
    }

    @Test
    void cancel_ofADoneJob_doesNothing() throws Exception {
        WorkerPool pool = shared(1);
        PoolFuture<Integer> future = pool.submit(() -> 1);
        assertThat(future.get()).isEqualTo(1);
        assertThat(future.cancel(true)).isFalse();
        assertThat(future.get()).isEqualTo(1);
    }

    @Test
    void limit_passed_failsTheJobAndTheWorkerGoesOn() throws Exception {
        WorkerPool pool = open(builder().size(1).grace(LONG));
        PoolFuture<@Nullable Void> slow =
                pool.submit(() -> Thread.sleep(1_000_000), Duration.ofMillis(60));
        PoolFuture<Integer> next = pool.submit(() -> 8, LONG);

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(slow::get)
                .withCauseInstanceOf(TaskTimeoutException.class)
                .withMessageContaining("limit=60 ms")
                .havingCause()
                .asInstanceOf(InstanceOfAssertFactories.type(TaskTimeoutException.class))
                .matches(e -> e.limit().equals(Duration.ofMillis(60)));
        assertThat(next.get()).isEqualTo(8);
    }

    @Test
    void limit_passedByAnEndlessLoop_costsTheWorker() throws Exception {
        WorkerPool pool =
                open(builder().size(1).taskLimit(Duration.ofMillis(60)).grace(Duration.ZERO));
        SharedBoolean stop = SharedBoolean.create(false);
        PoolFuture<@Nullable Void> endless =
                pool.submit(() -> {
                    while (!stop.get()) {
                        Thread.onSpinWait();
                    }
                });
        PoolFuture<Integer> next = pool.submit(() -> 9, LONG);

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(endless::get)
                .withCauseInstanceOf(TaskTimeoutException.class);
        assertThat(next.get()).isEqualTo(9);
        stop.set(true);
    }

    @Test
    void limit_ofMap_namesTheItem() {
        WorkerPool pool = open(builder().size(2).taskLimit(Duration.ofSeconds(2)));
        assertThatExceptionOfType(TaskTimeoutException.class)
                .isThrownBy(() ->
                        pool.map(
                                n -> {
                                    Thread.sleep(n == 17 ? 1_000_000 : 0);
                                    return n;
                                },
                                IntStream.range(0, 40).boxed().toList()))
                .withMessageContaining("item=17");
    }

    @Test
    void shutdown_doesWhatWasSubmittedAndRefusesMore() throws Exception {
        WorkerPool pool = open(builder().size(1));
        SharedBoolean go = SharedBoolean.create(false);
        PoolFuture<Integer> first =
                pool.submit(() -> {
                    awaitSet(go);
                    return 1;
                });
        PoolFuture<Integer> second = pool.submit(() -> 2);
        assertThat(pool.isShutdown()).isFalse();
        pool.shutdown();
        pool.shutdown();

        assertThat(pool.isShutdown()).isTrue();
        assertThat(pool.isTerminated()).isFalse();
        assertThat(pool.awaitTermination(Duration.ofMillis(1))).isFalse();
        assertThat(pool.awaitTermination(Duration.ZERO)).isFalse();
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> pool.submit(() -> 3))
                .withMessageContaining("name=pool-");
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> pool.map(n -> n, List.of(1)));
        go.set(true);
        assertThat(pool.awaitTermination(LONG)).isTrue();
        assertThat(first.get() + second.get()).isEqualTo(3);
        assertThat(pool.isTerminated()).isTrue();
    }

    @Test
    void shutdown_ofAPoolThatDidNothing_endsIt() throws Exception {
        WorkerPool pool = open(builder().size(3));
        pool.shutdown();
        assertThat(pool.awaitTermination(LONG)).isTrue();
        assertThat(pool.shutdownNow()).isEmpty();
    }

    @Test
    void shutdownNow_endsWhatRunsAndReturnsTheRest() throws Exception {
        WorkerPool pool = open(builder().size(1));
        SharedBoolean up = SharedBoolean.create(false);
        PoolFuture<@Nullable Void> running =
                pool.submit(() -> {
                    up.set(true);
                    Thread.sleep(1_000_000);
                });
        PoolFuture<Integer> waiting = pool.submit(() -> 1);
        until(up);

        assertThat(pool.shutdownNow()).containsExactly(waiting);
        assertThat(pool.awaitTermination(LONG)).isTrue();
        assertThatExceptionOfType(CancellationException.class).isThrownBy(waiting::get);
        assertThatExceptionOfType(CancellationException.class).isThrownBy(running::get);
    }

    @Test
    void shutdownNow_whileShortJobsRun_beginsNothingMore() throws Exception {
        for (int round = 0; round < 2; round++) {
            SharedInt starts = SharedInt.create(0);
            SharedInt runs = SharedInt.create(0);
            SharedBoolean go = SharedBoolean.create(false);
            WorkerPool pool = open(builder().size(1).initializer(() -> starts.getAndAdd(1)));
            PoolFuture<@Nullable Void> gate = pool.submit(() -> awaitSet(go));
            List<PoolFuture<Integer>> jobs = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                jobs.add(
                        pool.submit(() -> {
                            LockSupport.parkNanos(20_000);
                            return runs.getAndAdd(1);
                        }));
            }
            go.set(true);
            gate.get();
            while (runs.get() < 100) {
                Thread.onSpinWait();
            }
            List<PoolFuture<?>> unbegun = pool.shutdownNow();
            pool.close();

            long returned = jobs.stream().filter(job -> !job.isCancelled()).count();
            assertThat(jobs).allMatch(PoolFuture::isDone);
            assertThat(unbegun).allMatch(PoolFuture::isCancelled);
            assertThat(runs.get() - returned).as("begun, and cut off").isBetween(0L, 1L);
            assertThat(unbegun.size() + returned).isBetween(jobs.size() - 1L, (long) jobs.size());
            assertThat(starts.get()).isEqualTo(1);
        }
    }

    @Test
    void close_waits() {
        SharedInt sum = SharedInt.create(0);
        try (WorkerPool pool = open(builder().size(2))) {
            for (int i = 1; i <= 10; i++) {
                int number = i;
                var _ =
                        pool.submit(() -> {
                            Thread.sleep(2);
                            sum.getAndAdd(number);
                        });
            }
        }
        assertThat(sum.get()).isEqualTo(55);
    }

    @Test
    void close_interrupted_endsEverything() throws Exception {
        WorkerPool pool = open(builder().size(1));
        SharedBoolean up = SharedBoolean.create(false);
        PoolFuture<@Nullable Void> future =
                pool.submit(() -> {
                    up.set(true);
                    Thread.sleep(1_000_000);
                });
        until(up);
        Thread.currentThread().interrupt();
        pool.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(pool.isTerminated()).isTrue();
        assertThat(future.isDone()).isTrue();
    }

    @Test
    void initializer_runsOnceInEachWorkerBeforeItsJobs() throws Exception {
        SharedInt initialized = SharedInt.create(0);
        WorkerPool pool = open(builder().size(1).initializer(() -> initialized.getAndAdd(1)));
        PoolFuture<Integer> first = pool.submit(initialized::get);
        assertThat(first.get()).isEqualTo(1);
        assertThat(initialized.get()).isEqualTo(1);
    }

    private WorkerPool openWithFailingInitializer() {
        return open(
                builder()
                        .size(1)
                        .initializer(() -> {
                            throw new IllegalStateException("no licence");
                        }));
    }

    @Test
    void map_inAPoolThatFails_tellsWhy() {
        WorkerPool pool = openWithFailingInitializer();

        assertThatExceptionOfType(PolyrhythmException.class)
                .isThrownBy(() -> pool.map(n -> n, List.of(1, 2, 3, 4)))
                .withMessageContaining("no licence");
    }

    @Test
    void initializer_failing_failsThePool() {
        WorkerPool pool = openWithFailingInitializer();
        PoolFuture<Integer> future = pool.submit(() -> 1);

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(future::get)
                .withMessageContaining("no licence");
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> pool.submit(() -> 2))
                .withMessageContaining("no licence");
    }

    @Test
    void nestedPool_worksInAWorker() throws Exception {
        WorkerPool pool = shared(1);
        Worker.Kind inner = kind;
        assertThat(
                        pool.submit(
                                        () -> {
                                            try (WorkerPool nested =
                                                    WorkerPool.builder(inner).size(1).build()) {
                                                return nested.map(n -> n * 2, List.of(1, 2, 3));
                                            }
                                        })
                                .get())
                .containsExactly(2, 4, 6);
    }

    @Test
    void badInput_isNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().size(0))
                .withMessageContaining("size=0");
        assertThatIllegalArgumentException().isThrownBy(() -> builder().size(-3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().chunkSize(0))
                .withMessageContaining("chunkSize=0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().taskLimit(Duration.ZERO))
                .withMessageContaining("taskLimit=PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().grace(Duration.ofNanos(-1)))
                .withMessageContaining("grace=");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().retries(-1))
                .withMessageContaining("retries=-1");
        WorkerPool pool = shared(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pool.submit(() -> 1, Duration.ZERO))
                .withMessageContaining("limit=PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pool.submit(() -> {}, Duration.ofSeconds(-1)));
        assertThatNullPointerException()
                .isThrownBy(() -> pool.submit(PoolContractTest.<Task>nothing()));
        assertThatNullPointerException()
                .isThrownBy(() -> pool.submit(PoolContractTest.<Job<Integer>>nothing()));
        assertThatNullPointerException().isThrownBy(() -> pool.map(nothing(), List.of(1)));
        assertThatNullPointerException().isThrownBy(() -> pool.map(n -> n, nothing()));
        assertThatNullPointerException().isThrownBy(() -> builder().initializer(nothing()));
        assertThatNullPointerException().isThrownBy(() -> WorkerPool.builder(nothing()));
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // on purpose
    private static <T> T nothing() {
        return null;
    }

    @Test
    void mapOrdered_keepsTheOrderAndReadsAFewAhead() {
        WorkerPool pool = shared(2);
        AtomicInteger read = new AtomicInteger();
        Iterable<Integer> endless = () -> Stream.generate(read::getAndIncrement).iterator();
        try (Stream<Integer> results = pool.mapOrdered(n -> n * 2, endless)) {
            assertThat(results.limit(50).toList())
                    .isEqualTo(IntStream.range(0, 50).map(n -> n * 2).boxed().toList());
        }
        assertThat(read.get()).isLessThanOrEqualTo(50 + 256);
    }

    @Test
    void mapUnordered_givesEachResultOnce() {
        WorkerPool pool = shared(2);
        List<Integer> items = IntStream.range(0, 300).boxed().toList();
        try (Stream<Integer> results = pool.mapUnordered(n -> n + 1, items)) {
            assertThat(results.toList())
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(1, 301).boxed().toList());
        }
    }

    @Test
    void mapUnordered_doesNotWaitForASlowItem() {
        WorkerPool pool = shared(2);
        SharedBoolean go = SharedBoolean.create(false);
        try (Stream<Integer> results =
                pool.mapUnordered(
                        n -> {
                            if (n == 0) {
                                awaitSet(go);
                            }
                            return n;
                        },
                        List.of(0, 1, 2))) {
            Iterator<Integer> each = results.iterator();
            assertThat(each.next()).isNotZero();
            go.set(true);
            List<Integer> rest = new ArrayList<>();
            each.forEachRemaining(rest::add);
            assertThat(rest).hasSize(2).contains(0);
        }
    }

    @Test
    void stream_failing_ends() {
        WorkerPool pool = shared(2);
        try (Stream<Integer> results = pool.mapOrdered(n -> 10 / n, List.of(5, 2, 0, 1))) {
            Iterator<Integer> each = results.iterator();
            assertThat(each.next()).isEqualTo(2);
            assertThat(each.next()).isEqualTo(5);
            assertThatExceptionOfType(TaskFailedException.class)
                    .isThrownBy(each::next)
                    .withCauseInstanceOf(ArithmeticException.class);
            assertThat(each.hasNext()).isFalse();
        }
        assertThat(PoolSnippets.stream(pool, List.of(" a", "b "))).contains("a", "b");
    }

    @Test
    void workerLocal_isMadeOnceInEachWorker() throws Exception {
        WorkerPool pool = open(builder().size(1));
        WorkerLocal<AtomicInteger> counter = WorkerLocal.withInitial(() -> new AtomicInteger());
        List<Integer> counts = pool.map(n -> counter.get().incrementAndGet(), List.of(1, 2, 3));
        assertThat(counts).hasSize(3).contains(1);
        if (kind != Worker.Kind.VIRTUAL) {
            assertThat(counts).containsExactly(1, 2, 3);
        }
        assertThat(counter.get().incrementAndGet()).isEqualTo(1);
        assertThat(PoolSnippets.local(pool)).isEqualTo(1);
        WorkerLocal<String> outer = WorkerLocal.withInitial(() -> "of " + counter.get());
        assertThat(pool.submit(outer::get).get()).startsWith("of ");
        WorkerLocal<String> failing =
                WorkerLocal.withInitial(() -> {
                    throw new IOException("no file");
                });
        assertThatExceptionOfType(PolyrhythmException.class)
                .isThrownBy(failing::get)
                .withMessageContaining("no file");
    }

    @Test
    void maxTasks_replacesTheWorker() throws Exception {
        WorkerPool pool = open(builder().size(1).maxTasksPerWorker(3).chunkSize(10));
        List<String> names =
                pool.map(n -> Worker.current().getName(), List.of(1, 2, 3, 4, 5, 6, 7));
        assertThat(names).hasSize(7);
        assertThat(Set.copyOf(names)).hasSize(3);
        assertThat(names.subList(0, 3)).containsOnly(names.getFirst());
    }

    @Test
    void maxIdleTime_endsTheWorker() throws Exception {
        WorkerPool pool = open(builder().size(1).maxIdleTime(Duration.ofMillis(30)));
        assertThat(pool.submit(() -> 1).get()).isEqualTo(1);
        Awaitility.await()
                .atMost(LONG)
                .until(() ->
                        pool.insight().workers().stream()
                                .allMatch(w -> w.condition() == PoolInsight.Condition.ENDED));
        assertThat(pool.submit(() -> 2).get()).isEqualTo(2);
    }

    @Test
    void cancel_atAnyMoment_freesTheWorker() throws Exception {
        Random random = new Random(1);
        WorkerPool pool = open(builder().size(1));
        for (int i = 0; i < 100; i++) {
            PoolFuture<@Nullable Void> sleeper = pool.submit(() -> Thread.sleep(1_000_000));
            LockSupport.parkNanos(random.nextInt(300_000));
            assertThat(sleeper.cancel(true)).isTrue();
            assertThat(pool.submit(() -> 1).get(60, TimeUnit.SECONDS))
                    .as("round %d", i)
                    .isEqualTo(1);
        }
    }

    @Test
    void progress_isToldWhileMoreIsToDo() throws Exception {
        List<Long> told = Collections.synchronizedList(new ArrayList<>());
        SharedBoolean go = SharedBoolean.create(false);
        WorkerPool pool = open(builder().size(1).progress(progress -> told.add(progress.done())));
        PoolFuture<@Nullable Void> first = pool.submit(() -> awaitSet(go));
        PoolFuture<@Nullable Void> second = pool.submit(() -> Thread.sleep(1_000_000));
        Awaitility.await().atMost(LONG).until(() -> told.contains(0L));
        // Who tells has nothing to tell for so long that it waits for news.
        Awaitility.await().during(Duration.ofMillis(300)).until(() -> !first.isDone());
        go.set(true);
        Awaitility.await().atMost(LONG).until(() -> told.contains(1L));
        assertThat(second.cancel(true)).isTrue();
    }

    @Test
    void progress_afterEmptyMaps_isToldByOneThread() throws Exception {
        Set<Thread> tellers = ConcurrentHashMap.newKeySet();
        try (WorkerPool pool =
                builder()
                        .size(1)
                        .progress(progress -> tellers.add(Thread.currentThread()))
                        .build()) {
            for (int i = 0; i < 3; i++) {
                assertThat(pool.map(n -> n, List.<Integer>of())).isEmpty();
            }
            for (int i = 0; i < 20; i++) {
                assertThat(pool.submit(() -> 1).get()).isEqualTo(1);
            }
        }
        assertThat(tellers).hasSize(1);
    }

    @Test
    void progress_countsToTheEnd() throws Exception {
        List<PoolProgress> told = Collections.synchronizedList(new ArrayList<>());
        try (WorkerPool pool = builder().size(2).progress(told::add).build()) {
            assertThat(pool.map(n -> n, IntStream.range(0, 100).boxed().toList())).hasSize(100);
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(pool.submit(() -> Integer.parseInt("x"))::get);
        }
        PoolProgress last = told.getLast();
        assertThat(last.done()).isEqualTo(101);
        assertThat(last.total()).isEqualTo(101);
        assertThat(last.failed()).isEqualTo(1);
        assertThat(last.isComplete()).isTrue();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PoolProgress.bar(new PrintStream(bytes, true, StandardCharsets.UTF_8)).accept(last);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("100 %", "101/101", "failed: 1")
                .endsWith("\n");
    }

    @Test
    void insight_namesWorkersAndSlowItems() throws Exception {
        WorkerPool pool = open(builder().size(1).name("seen"));
        assertThat(
                        pool.map(
                                n -> {
                                    Thread.sleep(n == 7 ? 30 : 0);
                                    return n;
                                },
                                IntStream.range(0, 10).boxed().toList()))
                .hasSize(10);
        PoolInsight insight = pool.insight();

        assertThat(insight.slowest())
                .anySatisfy(slow -> {
                    assertThat(slow.task()).isEqualTo("7");
                    assertThat(slow.time()).isGreaterThan(Duration.ofMillis(20));
                })
                .isSortedAccordingTo(Comparator.comparing(PoolInsight.SlowTask::time).reversed());
        assertThat(insight.workers().stream().mapToLong(PoolInsight.WorkerTimes::tasks).sum())
                .isEqualTo(10);
        assertThat(insight.workers().getFirst().name()).startsWith("seen-");
        assertThat(insight.workers().getFirst().working()).isPositive();
        assertThat(insight.toString()).contains("worker", "waiting", "seen-", "slow: ");
        assertThat(insight.rogueCount()).isZero();
    }
}
