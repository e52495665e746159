package dev.polyrhythm.benchmarks.programs;

import dev.polyrhythm.TaskTimeoutException;
import dev.polyrhythm.Worker;
import dev.polyrhythm.WorkerPool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * A job in a pool of two exceeds its limit, keeps a processor busy and ignores interrupts: measures
 * the delay after the limit. Arguments: the number of such jobs, and the awaited event: "told", the
 * caller has its exception, or "ended", its process is gone, without a time of grace.
 */
public final class LimitProgram {
    private static final int SIZE = 2;
    private static final Duration LIMIT = Duration.ofMillis(200);
    private static final long POLL_NANOS = 100_000;

    private LimitProgram() {}

    /**
     * Runs the program.
     *
     * @param arguments see above
     * @throws Exception if the pool fails
     */
    public static void main(String[] arguments) throws Exception {
        int jobs = Integer.parseInt(arguments[0]);
        boolean ended = arguments[1].equals("ended");
        Path directory = Files.createTempDirectory("polyrhythm-bench");
        directory.toFile().deleteOnExit();
        Durations durations = new Durations();
        try (WorkerPool pool =
                WorkerPool.builder(Worker.Kind.PROCESS).size(SIZE).grace(Duration.ZERO).build()) {
            for (int i = 0; i < jobs; i++) {
                durations.add(exceed(pool, directory, ended));
            }
            pool.shutdownNow();
        }
        Figure.print(durations.median() / 1e9);
    }

    private static long exceed(WorkerPool pool, Path directory, boolean ended) throws Exception {
        PoolJob job = new PoolJob(directory.toString(), true);
        pool.submit(() -> {}).get(); // a worker is idle: it begins at once
        long begin = System.nanoTime();
        Future<?> future = pool.submit(job::call, LIMIT);
        ProcessHandle process = StartMarker.await(directory, 1).getFirst().process();
        awaitTimeout(future);
        while (ended && process.isAlive()) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        return System.nanoTime() - begin - LIMIT.toNanos();
    }

    private static void awaitTimeout(Future<?> future) throws InterruptedException {
        try {
            Object result = future.get();
            throw new IllegalStateException("no limit: result=" + result);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TaskTimeoutException)) {
                throw new IllegalStateException(e);
            }
        }
    }
}
