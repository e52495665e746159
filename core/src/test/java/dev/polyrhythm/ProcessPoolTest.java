package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.polyrhythm.memory.SharedBoolean;
import dev.polyrhythm.memory.SharedInt;
import dev.polyrhythm.memory.SharedIntArray;
import dev.polyrhythm.memory.SharedLong;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What only a pool of processes does. */
@Tag("process")
class ProcessPoolTest extends PoolContractTest {
    ProcessPoolTest() {
        super(Worker.Kind.PROCESS);
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private static WorkerDiedException death(ExecutionException e) {
        return (WorkerDiedException) Objects.requireNonNull(e.getCause());
    }

    @Test
    void killedWorker_failsTheJobThatItRan_andIsReplaced() throws Exception {
        WorkerPool pool = shared(1);
        SharedLong pid = SharedLong.create(0);
        SharedBoolean up = SharedBoolean.create(false);
        int number = 42;
        PoolFuture<Integer> running =
                pool.submit(() -> {
                    pid.set(ProcessHandle.current().pid());
                    up.set(true);
                    Thread.sleep(1_000_000);
                    return number;
                });
        PoolFuture<Integer> waiting = pool.submit(() -> 7);
        until(up);
        kill(pid.get());

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(running::get)
                .withMessageContaining("number=42")
                .withMessageContaining("signal=9 (SIGKILL)")
                .satisfies(e -> assertThat(death(e).pid()).isEqualTo(pid.get()))
                .satisfies(e -> assertThat(death(e).signal()).hasValue(9));
        assertThat(waiting.get()).isEqualTo(7);
        assertThat(pool.submit(() -> ProcessHandle.current().pid()).get()).isNotEqualTo(pid.get());
    }

    @Test
    void workerKilledInAMap_losesOneItemAndNamesIt() {
        WorkerPool pool = open(builder().size(2).chunkSize(50));
        SharedIntArray runs = SharedIntArray.create(200);

        assertThatExceptionOfType(WorkerDiedException.class)
                .isThrownBy(() ->
                        pool.map(
                                n -> {
                                    runs.getAndAdd(n, 1);
                                    if (n == 60) {
                                        Runtime.getRuntime().halt(5);
                                    }
                                    return n;
                                },
                                IntStream.range(0, 200).boxed().toList()))
                .withMessageContaining("item=60")
                .withMessageContaining("exitCode=5");
        assertThat(runs.stream().max()).hasValue(1);
    }

    @Test
    void retries_runTheLostItemElsewhere_andNoOtherTwice() throws Exception {
        WorkerPool pool = open(builder().size(2).chunkSize(20).retries(2));
        SharedIntArray runs = SharedIntArray.create(100);
        List<Integer> items = IntStream.range(0, 100).boxed().toList();

        assertThat(
                        pool.map(
                                n -> {
                                    if (runs.getAndAdd(n, 1) < 2 && n == 30) {
                                        Runtime.getRuntime().halt(5);
                                    }
                                    return n;
                                },
                                items))
                .isEqualTo(items);
        for (int i = 0; i < 100; i++) {
            assertThat(runs.get(i)).as("item %d", i).isEqualTo(i == 30 ? 3 : 1);
        }
    }

    @Test
    void retries_usedUp_fail() {
        WorkerPool pool = open(builder().size(1).retries(1));
        SharedInt runs = SharedInt.create(0);
        PoolFuture<@Nullable Void> future =
                pool.submit(() -> {
                    runs.getAndAdd(1);
                    Runtime.getRuntime().halt(6);
                });
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(future::get)
                .withCauseInstanceOf(WorkerDiedException.class);
        assertThat(runs.get()).isEqualTo(2);
    }

    @Test
    void killedIdleWorker_costsNothing() throws Exception {
        WorkerPool pool = shared(1);
        for (int i = 0; i < 3; i++) {
            int number = i;
            long pid = pool.submit(() -> ProcessHandle.current().pid()).get();
            kill(pid);
            ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
            PoolFuture<Integer> future = pool.submit(() -> number);
            assertThat(future.get()).isEqualTo(number);
        }
    }

    private static final class Picky implements Serializable {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // on purpose
        private final Object inside = new Object();

        @Override
        public String toString() {
            return "picky " + (inside == null);
        }
    }

    @Test
    void whatCannotTravel_isRefusedInTheCaller() {
        WorkerPool pool = shared(1);
        Object socket = new Object();
        assertThatExceptionOfType(NotSerializableTaskException.class)
                .isThrownBy(() -> pool.submit(() -> socket.hashCode()))
                .satisfies(e -> assertThat(e.path()).isEqualTo("task.socket"));
        assertThatExceptionOfType(NotSerializableTaskException.class)
                .isThrownBy(() -> pool.submit(pool::close))
                .withMessageContaining("path=task.");
        assertThatExceptionOfType(NotSerializableTaskException.class)
                .isThrownBy(() -> pool.map(n -> socket.hashCode() + n, List.of(1)))
                .satisfies(e -> assertThat(e.path()).isEqualTo("function.socket"));
        assertThatExceptionOfType(NotSerializableTaskException.class)
                .isThrownBy(() -> pool.map(p -> 1, List.of("fine", new Picky())))
                .satisfies(e -> assertThat(e.path()).isEqualTo("item[1].inside"));
        assertThatExceptionOfType(NotSerializableTaskException.class)
                .isThrownBy(() -> builder().initializer(() -> System.out.println(socket)).build())
                .satisfies(e -> assertThat(e.path()).isEqualTo("initializer.socket"));
    }

    @Test
    void resultThatCannotTravel_failsTheJobNamingThePath() throws Exception {
        WorkerPool pool = shared(1);
        PoolFuture<Picky> future = pool.submit(() -> new Picky());

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(future::get)
                .withCauseInstanceOf(TaskFailedException.class)
                .withMessageContaining("path=result.inside");
        assertThat(pool.submit(() -> 1).get()).isEqualTo(1);
    }

    @Test
    void functionOfAMap_keepsItsStateWithinAWorker() throws Exception {
        WorkerPool pool = shared(1);
        int[] counter = {0};
        List<Integer> results = pool.map(n -> ++counter[0], List.of(1, 2, 3));
        assertThat(results).containsExactly(1, 2, 3);
        assertThat(counter[0]).isZero();
    }

    @Test
    void connection_inAJob_isHeldByItsWorker() throws Exception {
        WorkerPool pool = shared(1);
        Pipe<String> pipe = Pipe.open();
        Connection<String> right = pipe.right();
        PoolFuture<@Nullable Void> future =
                pool.submit(() -> {
                    try (right) {
                        right.send(right.receive() + "!");
                    }
                });
        try (Connection<String> left = pipe.left()) {
            left.send("echo");
            assertThat(left.receive()).isEqualTo("echo!");
        }
        future.get();
    }

    @Test
    void options_arriveInTheWorkers() throws Exception {
        WorkerPool pool = open(builder().size(1).jvmArguments("-Dpool.test=x").maxHeap("48m"));
        assertThat(pool.submit(() -> System.getProperty("pool.test")).get()).isEqualTo("x");
        assertThat(pool.submit(() -> Runtime.getRuntime().maxMemory()).get()).isLessThan(64L << 20);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().size(2).debug(5005).build())
                .withMessageContaining("size=2");
    }

    @Test
    void optionThatTheJvmRefuses_failsThePool() {
        WorkerPool pool = open(builder().size(1).jvmArguments("-XX:+NoSuchOption"));
        PoolFuture<Integer> future = pool.submit(() -> 1);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(future::get)
                .withMessageContaining("the pool has failed")
                .withMessageContaining("exitCode=1");
    }

    @Test
    void manyJobs_withDyingWorkers_areEachDoneOrTold() throws Exception {
        WorkerPool pool = shared(2);
        SharedIntArray runs = SharedIntArray.create(60);
        List<PoolFuture<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int number = i;
            futures.add(
                    pool.submit(() -> {
                        runs.getAndAdd(number, 1);
                        if (number % 20 == 7) {
                            Runtime.getRuntime().halt(1);
                        }
                        return number;
                    }));
        }
        for (int i = 0; i < 60; i++) {
            if (i % 20 == 7) {
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(futures.get(i)::get)
                        .withCauseInstanceOf(WorkerDiedException.class);
            } else {
                assertThat(futures.get(i).get()).isEqualTo(i);
            }
        }
        assertThat(runs.toArray()).containsOnly(1);
    }

    @Test
    void maxMemory_replacesTheWorker() throws Exception {
        WorkerPool pool = open(builder().size(1).maxMemoryPerWorker(1));
        List<Long> pids =
                pool.map(
                        n -> {
                            Thread.sleep(120); // memory is not looked at all the time
                            return ProcessHandle.current().pid();
                        },
                        List.of(1, 2, 3));
        assertThat(Set.copyOf(pids)).hasSizeGreaterThan(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().maxMemoryPerWorker(0))
                .withMessageContaining("maxMemoryPerWorker=0");
    }

    @Test
    void replacedWorkers_keepNoSharedMemory() throws Exception {
        long before = removedBlocks();
        WorkerPool pool = open(builder().size(1).maxTasksPerWorker(1));
        assertThat(pool.map(n -> n, List.of(1, 2, 3, 4, 5, 6))).hasSize(6);
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> {
                    System.gc(); // memory that is mapped until nobody refers to it
                    return removedBlocks() <= before + 1;
                });
        assertThat(pool.insight().workers()).hasSizeGreaterThanOrEqualTo(6);
    }

    /** How many files this process has mapped that are not there any more. */
    private static long removedBlocks() throws IOException {
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.filter(map -> map.contains("/block-") && map.endsWith("(deleted)")).count();
        }
    }

    @Test
    void exhaustedWorker_isReplaced() throws Exception {
        WorkerPool pool = open(builder().size(1).maxHeap("32m"));
        long before = pool.submit(() -> ProcessHandle.current().pid()).get();
        PoolFuture<Integer> future = pool.submit(() -> new byte[1 << 30].length);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(future::get)
                .withMessageContaining("OutOfMemoryError");
        assertThat(pool.submit(() -> ProcessHandle.current().pid()).get()).isNotEqualTo(before);
    }
}
