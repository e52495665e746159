package dev.polyrhythm.benchmarks.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/**
 * Has a pool whose workers are all in a job, to be killed. Arguments: the library, the number of
 * workers, and the directory for their start markers.
 */
public final class OrphansParent {
    private OrphansParent() {}

    /**
     * Runs the program.
     *
     * @param arguments see above
     * @throws Exception if the pool fails
     */
    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[1]);
        try (JobPool pool = JobPool.open(arguments[0], count)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                running.add(pool.submit(new PoolJob(arguments[2], false)));
            }
            for (Future<?> job : running) {
                job.get();
            }
        }
    }
}
