package dev.polyrhythm.benchmarks.programs;

import dev.polyrhythm.WorkerPool;
import java.util.concurrent.Future;

/** A pool of processes, of one of those who have them on the JVM. */
interface JobPool extends AutoCloseable {
    /** A pool of so many, which may start them later. */
    static JobPool open(String who, int size) throws Exception {
        return switch (who) {
            case "polyrhythm" -> new OurPool(WorkerPool.ofProcesses(size));
            case "pp4j" -> RivalPool.pp4j(size);
            case "out-process" -> RivalPool.outProcess(size);
            default -> throw new IllegalArgumentException("who=" + who);
        };
    }

    /** An empty job there, and its result back. */
    void roundTrip() throws Exception;

    /** Begins an errand. */
    Future<?> submit(PoolJob errand);

    /** Ends the workers, whatever they are at, if it can. */
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
        public Future<?> submit(PoolJob errand) {
            return pool.submit(errand::call);
        }

        @Override
        public void close() {
            pool.shutdownNow();
            pool.close();
        }
    }
}
