package dev.polyrhythm.benchmarks.programs;

import dev.polyrhythm.ProcessWorker;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts many processes that do nothing, and waits for their end. Arguments: how many, and
 * "sequence", one after the other, or "burst", all at once. The figure is the time for each; a
 * first process is not counted.
 */
public final class ManyStartsProgram {
    private ManyStartsProgram() {}

    /**
     * Runs the program.
     *
     * @param arguments see above
     * @throws InterruptedException never
     */
    public static void main(String[] arguments) throws InterruptedException {
        int count = Integer.parseInt(arguments[0]);
        int together = arguments[1].equals("burst") ? count : 1;
        startAndJoin(1);
        long begin = System.nanoTime();
        for (int i = 0; i < count; i += together) {
            startAndJoin(together);
        }
        Figure.print((System.nanoTime() - begin) / 1e9 / count);
    }

    private static void startAndJoin(int count) throws InterruptedException {
        List<ProcessWorker> workers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ProcessWorker worker = Window.daemon(() -> {});
            worker.start();
            workers.add(worker);
        }
        for (ProcessWorker worker : workers) {
            worker.join();
            Figure.verify("exit code", 0, worker.exitCode().orElse(-1));
        }
    }
}
