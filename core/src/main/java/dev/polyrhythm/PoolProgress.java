package dev.polyrhythm;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The progress of a {@link WorkerPool} with all that was submitted.
 *
 * @param done jobs and items that have ended, in whichever way
 * @param failed those among them that have no result
 * @param total all that were submitted, with those of a {@link WorkerPool#map} that has begun
 * @param elapsed since the first one was submitted
 */
public record PoolProgress(long done, long failed, long total, Duration elapsed) {
    private static final int WIDTH = 40;

    /**
     * Returns a listener that draws a bar on standard error.
     *
     * @return for {@link WorkerPool.Builder#progress}
     */
    public static Consumer<PoolProgress> bar() {
        return bar(System.err);
    }

    /**
     * Returns a listener that draws a bar: one line, drawn again and again, and ended once all is
     * done.
     *
     * @param to the stream to draw on
     * @return for {@link WorkerPool.Builder#progress}
     */
    public static Consumer<PoolProgress> bar(PrintStream to) {
        return progress -> {
            to.print("\r" + progress.line() + (progress.isComplete() ? "\n" : ""));
            to.flush();
        };
    }

    /**
     * Whether everything that was submitted has ended.
     *
     * @return true also if nothing was
     */
    public boolean isComplete() {
        return done >= total;
    }

    private String line() {
        int filled = total == 0 ? WIDTH : (int) (WIDTH * done / total);
        return "[%s%s] %3d %%  %d/%d%s  %.1f s"
                .formatted(
                        "#".repeat(filled),
                        ".".repeat(WIDTH - filled),
                        total == 0 ? 100 : 100 * done / total,
                        done,
                        total,
                        failed == 0 ? "" : ", failed: " + failed,
                        elapsed.toMillis() / 1000.0);
    }
}
