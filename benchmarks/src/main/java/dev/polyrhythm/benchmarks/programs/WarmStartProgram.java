package dev.polyrhythm.benchmarks.programs;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.memory.SharedLong;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How long a worker takes from its start to the first line of its user's code if a spare is ready.
 * Argument: how many starts.
 */
public final class WarmStartProgram {
    private static final int STARTS_FOR_A_SPARE = 3;
    private static final int MOST_STARTS_FOR_EACH = 5;
    private static final int LOOKS = 200;
    private static final Duration LOOK = Duration.ofMillis(10);

    /** A spare that is there still has to practise. */
    private static final Duration PRACTICE = Duration.ofMillis(400);

    private WarmStartProgram() {}

    /**
     * Begins here.
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
        for (int i = 0; i < LOOKS && children().isEmpty(); i++) {
            Thread.sleep(LOOK);
        }
        Thread.sleep(PRACTICE);
    }

    private static Set<Long> children() {
        return ProcessHandle.current()
                .children()
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    /** Counts only if the process had been there before. */
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
