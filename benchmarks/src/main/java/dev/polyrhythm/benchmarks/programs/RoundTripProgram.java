package dev.polyrhythm.benchmarks.programs;

import java.util.concurrent.locks.LockSupport;

/**
 * Measures how long an empty job takes to a pool of two processes and back. Arguments: warm-up and
 * measured time in milliseconds, the library, and "hot", one after the other, or "idle", each after
 * a pause in which all processes sleep.
 */
public final class RoundTripProgram {
    private static final int SIZE = 2;
    private static final long PAUSE_NANOS = 2_000_000;
    private static final long WARMUP_PAUSE_NANOS = 100_000; // so that waiting warms up, too
    private static final long NANOS_PER_MILLI = 1_000_000;

    private RoundTripProgram() {}

    /**
     * Runs the program.
     *
     * @param arguments see above
     * @throws Exception if the pool fails
     */
    public static void main(String[] arguments) throws Exception {
        boolean idle = arguments[3].equals("idle");
        try (JobPool pool = JobPool.open(arguments[2], SIZE)) {
            pool.roundTrip(); // the workers are there
            long from = System.nanoTime() + Long.parseLong(arguments[0]) * NANOS_PER_MILLI;
            long to = from + Long.parseLong(arguments[1]) * NANOS_PER_MILLI;
            Figure.print(measure(pool, idle, from, to));
        }
        System.exit(0); // some pools leave threads behind
    }

    private static double measure(JobPool pool, boolean idle, long from, long to) throws Exception {
        Durations durations = new Durations();
        long now = System.nanoTime();
        while (now < to || durations.isEmpty()) {
            if (idle) {
                LockSupport.parkNanos(now < from ? WARMUP_PAUSE_NANOS : PAUSE_NANOS);
            }
            long begin = System.nanoTime();
            pool.roundTrip();
            now = System.nanoTime();
            if (begin >= from) {
                durations.add(now - begin);
            }
        }
        return durations.median() / 1e9;
    }
}
