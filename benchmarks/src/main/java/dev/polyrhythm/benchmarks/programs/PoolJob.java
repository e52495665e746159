package dev.polyrhythm.benchmarks.programs;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * A job of a minute that makes a start marker, for a pool of any library.
 *
 * @param directory for the marker
 * @param busy whether it keeps a processor busy and ignores interrupts
 */
record PoolJob(String directory, boolean busy) implements Callable<Serializable>, Serializable {
    /** Bounds the job's life, should all else fail. */
    private static final Duration LENGTH = Duration.ofMinutes(1);

    @Override
    public Serializable call() throws IOException, InterruptedException {
        StartMarker.create(Path.of(directory));
        if (busy) {
            spin();
        } else {
            Thread.sleep(LENGTH);
        }
        return true;
    }

    private static void spin() {
        long end = System.nanoTime() + LENGTH.toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
