package dev.polyrhythm.benchmarks.programs;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.memory.SharedLong;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Measures how long a worker takes from its start to the first line of its user's code if a spare
 * is ready. Argument: the number of starts.
 */
public final class WarmStartProgram {
    private static final int STARTS_FOR_A_SPARE = 3;
    private static final int MOST_STARTS_FOR_EACH = 5;
    private static final int POLLS = 200;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    /** The time in which a new spare warms up. */
    private static final Duration WARM_UP = Duration.ofMillis(400);

    private WarmStartProgram() {}

    /**
     * Runs the program.
     *
     * @param arguments see above
     * @throws InterruptedException never
     */
    public static void main(String[] arguments) throws InterruptedException {
        int wanted = Integer.parseInt(arguments[0]);
        Durations durations = new Durations();
        for (int i = 0; i < STARTS_FOR_A_SPARE; i++) {
            start(new Durations());
        }
        for (int i = 0; durations.count() < wanted; i++) {
            if (i == wanted * MOST_STARTS_FOR_EACH) {
                throw new IllegalStateException("no spares: counted=" + durations.count());
            }
            awaitSpare();
            start(durations);
        }
        Figure.print(durations.median() / 1e9);
    }

    private static void awaitSpare() throws InterruptedException {
        for (int i = 0; i < POLLS && children().isEmpty(); i++) {
            Thread.sleep(POLL_INTERVAL);
        }
        Thread.sleep(WARM_UP);
    }

    private static Set<Long> children() {
        return ProcessHandle.current()
                .children()
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    /** Starts a worker; counts it only if its process is one of the spares. */
    private static void start(Durations durations) throws InterruptedException {
        SharedLong at = SharedLong.create(0);
        ProcessWorker worker = Window.daemon(() -> at.set(System.nanoTime()));
        Set<Long> spares = children();
        long begin = System.nanoTime();
        worker.start();
        worker.join();
        Figure.verify("exit code", 0, worker.exitCode().orElse(-1));
        if (spares.contains(worker.pid())) {
            durations.add(at.get() - begin);
        }
    }
}
