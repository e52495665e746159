package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.memory.SharedIntArray;
import dev.polyrhythm.memory.SharedLongArray;
import dev.polyrhythm.testkit.KillLoop;
import dev.polyrhythm.testkit.LeakCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Workers of a pool are killed at random moments, one after the other, while it works. */
@Timeout(1800)
@Tag("kills")
@ExtendWith(LeakCheck.class)
class PoolKillTest {
    /** A fifth: each costs a process, and the time until it is up. */
    private static final int KILLS = Math.max(5, KillLoop.kills() / 5);

    private static final int SEEN = 16;
    private static final long LONGEST_PAUSE_NANOS = 60_000_000;
    private static final long WORK_NANOS = 300_000;

    /** A soak has 100,000 jobs, and a kill every 50 ms for a minute; a build a part of it. */
    private static final int JOBS = KillLoop.kills() * 50;

    private static final Duration STORM = Duration.ofMillis(KillLoop.kills() * 30L);
    private static final long STORM_PAUSE_NANOS = 50_000_000;

    private static final Duration LONG = Duration.ofMinutes(5);

    private final long seed = Long.getLong(KillLoop.SEED, System.nanoTime());
    private final Random random = new Random(seed);
    private final SharedLongArray seen = SharedLongArray.create(SEEN); // processes that work
    private Thread killer = new Thread(this::killAll, "killer");
    private volatile boolean killing = true;
    private final AtomicInteger kills = new AtomicInteger();

    private void killAll() {
        while (killing && kills.get() < KILLS) {
            LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE_NANOS));
            killOne(seen.get(random.nextInt(SEEN)));
        }
        killing = false;
    }

    private void killOne(long pid) {
        if (pid != 0 && ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false)) {
            kills.incrementAndGet();
        }
    }

    private void storm() {
        Awaitility.await().atMost(LONG).until(() -> seen.stream().anyMatch(pid -> pid != 0));
        long end = System.nanoTime() + STORM.toNanos();
        while (killing && System.nanoTime() < end) {
            LockSupport.parkNanos(STORM_PAUSE_NANOS);
            killOne(seen.get(random.nextInt(SEEN)));
        }
        killing = false;
    }

    @AfterEach
    void endKiller() throws InterruptedException {
        killing = false;
        killer.join();
    }

    /** What a job does: it is counted, and takes a moment. */
    private static int work(SharedIntArray runs, SharedLongArray seen, int number) {
        runs.getAndAdd(number, 1);
        seen.set(number % SEEN, ProcessHandle.current().pid());
        long end = System.nanoTime() + WORK_NANOS;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return number * 3;
    }

    @Test
    void jobs_whoseWorkersAreKilled_areDoneOnceOrTold() throws Exception {
        SharedIntArray runs = SharedIntArray.create(4 << 20);
        SharedLongArray pids = seen;
        List<PoolFuture<Integer>> futures = new ArrayList<>();
        int died = 0;
        try (WorkerPool pool = WorkerPool.ofProcesses(4)) {
            killer.start();
            while (killing) {
                for (int i = 0; i < 100; i++) {
                    int number = futures.size();
                    futures.add(pool.submit(() -> work(runs, pids, number)));
                }
                // the queue must not grow for ever
                Awaitility.await().atMost(LONG).until(futures.getLast()::isDone);
            }
        }
        for (int number = 0; number < futures.size(); number++) {
            died += check(futures.get(number), number, runs.get(number)) ? 0 : 1;
        }
        assertThat(died)
                .as("seed=%d, jobs=%d", seed, futures.size())
                .isLessThanOrEqualTo(kills.get());
    }

    @Test
    void jobs_inAStormOfKills_areDoneOnceOrTold_andNoneIsLost() throws Exception {
        SharedIntArray runs = SharedIntArray.create(JOBS);
        SharedLongArray pids = seen;
        List<PoolFuture<Integer>> futures = new ArrayList<>();
        killer = new Thread(this::storm, "killer");
        int died = 0;
        try (WorkerPool pool = WorkerPool.builder(Worker.Kind.PROCESS).size(4).retries(0).build()) {
            killer.start();
            for (int i = 0; i < JOBS; i++) {
                int number = i;
                futures.add(pool.submit(() -> work(runs, pids, number)));
            }
        }
        for (int number = 0; number < JOBS; number++) {
            died += check(futures.get(number), number, runs.get(number)) ? 0 : 1;
        }
        assertThat(died).as("seed=%d", seed).isLessThanOrEqualTo(kills.get());
        System.out.printf(
                "storm: jobs=%d, kills=%d, died=%d, seed=%d%n", JOBS, kills.get(), died, seed);
    }

    /** True if it has its result. */
    private boolean check(PoolFuture<Integer> future, int number, int runs)
            throws InterruptedException {
        assertThat(future.isDone()).as("seed=%d, job=%d", seed, number).isTrue();
        try {
            assertThat(future.get()).as("seed=%d", seed).isEqualTo(number * 3);
            assertThat(runs).as("seed=%d, job=%d", seed, number).isEqualTo(1);
            return true;
        } catch (ExecutionException e) {
            assertThat(e).as("seed=%d", seed).hasCauseInstanceOf(WorkerDiedException.class);
            assertThat(runs).as("seed=%d, job=%d", seed, number).isLessThanOrEqualTo(1);
            return false;
        }
    }

    @Test
    void maps_whoseWorkersAreKilled_areWholeWithRetries() throws Exception {
        int length = 500;
        SharedLongArray pids = seen;
        List<Integer> items = IntStream.range(0, length).boxed().toList();
        List<Integer> expected = items.stream().map(n -> n * 3).toList();
        try (WorkerPool pool =
                WorkerPool.builder(Worker.Kind.PROCESS).size(4).retries(1000).build()) {
            killer.start();
            while (killing) {
                SharedIntArray runs = SharedIntArray.create(length);
                assertThat(pool.map(n -> work(runs, pids, n), items))
                        .as("seed=%d", seed)
                        .isEqualTo(expected);
                assertThat(runs.stream().min()).as("seed=%d", seed).hasValue(1);
                runs.close();
            }
        }
    }
}
