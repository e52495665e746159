package dev.polyrhythm.benchmarks.programs;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.memory.SharedInt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Makes the start-up cache, if it is not there: runs until a worker has its classes from there.
 * Prints how long that took.
 */
public final class AheadOfTime {
    private static final Duration LIMIT = Duration.ofSeconds(100);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private static final String JDKS_OWN = "/lib/server/";

    private AheadOfTime() {}

    /**
     * Runs the program.
     *
     * @param arguments none
     * @throws InterruptedException never
     */
    public static void main(String[] arguments) throws InterruptedException {
        SharedInt used = SharedInt.create(0);
        long begin = System.nanoTime();
        while (used.get() == 0) {
            if (System.nanoTime() - begin > LIMIT.toNanos()) {
                throw new IllegalStateException(
                        "no start-up cache was made, which is for libraries in jars: classPath="
                                + System.getProperty("java.class.path"));
            }
            ProcessWorker worker = Window.daemon(() -> used.set(isUsed() ? 1 : 0));
            worker.start();
            worker.join();
            Thread.sleep(PAUSE);
        }
        Figure.print((System.nanoTime() - begin) / 1e9);
    }

    /** Returns whether this process has classes from a start-up cache. */
    static boolean isUsed() throws IOException {
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.anyMatch(map -> map.endsWith(".jsa") && !map.contains(JDKS_OWN));
        }
    }
}
