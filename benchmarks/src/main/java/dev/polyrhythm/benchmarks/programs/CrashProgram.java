package dev.polyrhythm.benchmarks.programs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * A worker of a pool of two is killed in a job: measures the time from the kill until the caller
 * has an exception. Arguments: the library, the number of kills, each in a pool of its own, and the
 * milliseconds after which the wait is given up.
 */
public final class CrashProgram {
    private static final int SIZE = 2;
    private static final long SETTLE_NANOS = 50_000_000;

    private CrashProgram() {}

    /**
     * Runs the program.
     *
     * @param arguments see above
     * @throws Exception if a pool fails
     */
    public static void main(String[] arguments) throws Exception {
        int kills = Integer.parseInt(arguments[1]);
        long timeoutMillis = Long.parseLong(arguments[2]);
        Path directory = Files.createTempDirectory("polyrhythm-bench");
        directory.toFile().deleteOnExit();
        Durations durations = new Durations();
        for (int kill = 0; kill < kills; kill++) {
            try (JobPool pool = JobPool.open(arguments[0], SIZE)) {
                durations.add(kill(pool, directory, timeoutMillis));
            } catch (TimeoutException e) {
                Figure.print(Double.POSITIVE_INFINITY);
                Ending.endAll();
            }
        }
        Figure.print(durations.median() / 1e9);
        Ending.endAll();
    }

    private static long kill(JobPool pool, Path directory, long timeoutMillis) throws Exception {
        Future<?> future = pool.submit(new PoolJob(directory.toString(), false));
        ProcessHandle worker = StartMarker.await(directory, 1).getFirst().process();
        LockSupport.parkNanos(SETTLE_NANOS);
        long killedAt = System.nanoTime();
        worker.destroyForcibly();
        try {
            Object result = future.get(timeoutMillis, TimeUnit.MILLISECONDS);
            throw new IllegalStateException("a killed job has a result: result=" + result);
        } catch (ExecutionException e) {
            return System.nanoTime() - killedAt;
        }
    }
}
