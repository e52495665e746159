package dev.polyrhythm.benchmarks.programs;

import dev.polyrhythm.WorkerPool;
import java.util.concurrent.Future;

/** A pool of processes, of one of the libraries that have them on the JVM. */
interface JobPool extends AutoCloseable {
    /** Opens a pool of so many processes, which may start later. */
    static JobPool open(String library, int size) throws Exception {
        return switch (library) {
            case "polyrhythm" -> new OurPool(WorkerPool.ofProcesses(size));
            case "pp4j" -> RivalPool.pp4j(size);
            case "out-process" -> RivalPool.outProcess(size);
            default -> throw new IllegalArgumentException("no such library: " + library);
        };
    }

    /** Runs an empty job and waits for its result. */
    void roundTrip() throws Exception;

    /** Submits a job. */
    Future<?> submit(PoolJob job);

    /** Ends the workers in the middle of their jobs, if the library can. */
    @Override
    void close();

    /**
     * Polyrhythm's.
     *
     * @param pool the pool
     */
    record OurPool(WorkerPool pool) implements JobPool {
        @Override
        public void roundTrip() throws Exception {
            pool.submit(() -> {}).get();
        }

        @Override
        public Future<?> submit(PoolJob job) {
            return pool.submit(job::call);
        }

        @Override
        public void close() {
            pool.shutdownNow();
            pool.close();
        }
    }
}
