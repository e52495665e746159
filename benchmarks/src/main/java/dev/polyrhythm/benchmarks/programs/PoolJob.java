package dev.polyrhythm.benchmarks.programs;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * A job that does nothing for a minute but tell that it runs, for a pool of any library.
 *
 * @param directory where it tells
 * @param busy whether it keeps a processor busy, and cannot be interrupted
 */
record PoolJob(String directory, boolean busy) implements Callable<Serializable>, Serializable {
    /** Nobody stays for ever, should all else fail. */
    private static final Duration LENGTH = Duration.ofMinutes(1);

    @Override
    public Serializable call() throws IOException, InterruptedException {
        StartMarker.tell(Path.of(directory));
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
