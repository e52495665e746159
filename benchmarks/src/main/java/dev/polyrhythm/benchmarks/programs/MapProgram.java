package dev.polyrhythm.benchmarks.programs;

import dev.polyrhythm.Worker;
import dev.polyrhythm.WorkerPool;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Measures how many empty jobs a second a pool of two processes does for one map. Arguments:
 * warm-up and measured time in milliseconds, the items of a map, and those of a chunk; 0 means that
 * the pool chooses.
 */
public final class MapProgram {
    private static final int SIZE = 2;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private MapProgram() {}

    /**
     * Runs the program.
     *
     * @param arguments see above
     * @throws InterruptedException never
     */
    public static void main(String[] arguments) throws InterruptedException {
        WorkerPool.Builder builder = WorkerPool.builder(Worker.Kind.PROCESS).size(SIZE);
        int chunk = Integer.parseInt(arguments[3]);
        if (chunk > 0) {
            builder.chunkSize(chunk);
        }
        List<Integer> items = IntStream.range(0, Integer.parseInt(arguments[2])).boxed().toList();
        try (WorkerPool pool = builder.build()) {
            perSecond(pool, items, Long.parseLong(arguments[0]) * NANOS_PER_MILLI);
            Figure.print(perSecond(pool, items, Long.parseLong(arguments[1]) * NANOS_PER_MILLI));
        }
    }

    /** Measures whole maps, until the time is over. */
    private static double perSecond(WorkerPool pool, List<Integer> items, long nanos)
            throws InterruptedException {
        long done = 0;
        long begin = System.nanoTime();
        long now = begin;
        while (now < begin + nanos) {
            List<Integer> results = pool.map(item -> item, items);
            now = System.nanoTime();
            if (!results.equals(items)) {
                throw new IllegalStateException("other results than items");
            }
            done += items.size();
        }
        return done * 1e9 / (now - begin);
    }
}
