package dev.polyrhythm.benchmarks.programs;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.memory.SharedInt;
import dev.polyrhythm.memory.SharedLong;
import dyorgio.runtime.out.process.CallableSerializable;
import dyorgio.runtime.out.process.OneRunOutProcess;
import java.io.Serializable;
import java.util.concurrent.Callable;
import net.viktorc.pp4j.api.JavaProcessExecutorService;
import net.viktorc.pp4j.impl.ProcessExecutors;

/**
 * Measures how long a new process takes from its start to the first line of its user's code.
 * Arguments: the way to start it, how many starts are not counted, and how many are.
 */
public final class StartProgram {
    private StartProgram() {}

    /**
     * Runs the program.
     *
     * @param arguments see above
     * @throws Exception if a process cannot be started
     */
    public static void main(String[] arguments) throws Exception {
        Starter starter = starter(arguments[0]);
        int skipped = Integer.parseInt(arguments[1]);
        int counted = Integer.parseInt(arguments[2]);
        Durations durations = new Durations();
        for (int i = 0; i < skipped + counted; i++) {
            long nanos = starter.start();
            if (i >= skipped) {
                durations.add(nanos);
            }
        }
        Figure.print(durations.median() / 1e9);
        Ending.endAll(); // some libraries leave threads behind
    }

    /** Starts a process, and waits for its end. */
    @FunctionalInterface
    private interface Starter {
        /** Returns the nanoseconds from the start to the first line. */
        long start() throws Exception;
    }

    private static Starter starter(String name) {
        return switch (name) {
            case "cached" -> () -> startOurs(1);
            case "uncached" -> () -> startOurs(0);
            case "jvm" -> StartProgram::startPlainJvm;
            case "pp4j" -> StartProgram::startPp4j;
            case "out-process" -> StartProgram::startOutProcess;
            default -> throw new IllegalArgumentException("no such start: " + name);
        };
    }

    private static long startOurs(int cached) throws InterruptedException {
        SharedLong at = SharedLong.create(0);
        SharedInt fromCache = SharedInt.create(0);
        ProcessWorker worker =
                Window.daemon(() -> {
                    at.set(System.nanoTime());
                    fromCache.set(AheadOfTime.isUsed() ? 1 : 0);
                });
        long begin = System.nanoTime();
        worker.start();
        worker.join();
        Figure.verify("exit code", 0, worker.exitCode().orElse(-1));
        Figure.verify("classes from the start-up cache", cached, fromCache.get());
        return at.get() - begin;
    }

    /** Starts a pool of one, and its first job. */
    private static long startPp4j() throws Exception {
        long begin = System.nanoTime();
        JavaProcessExecutorService pool = ProcessExecutors.newFixedJavaProcessPool(1);
        long at = pool.submit((Callable<Long> & Serializable) System::nanoTime).get();
        pool.shutdownNow();
        return at - begin;
    }

    private static long startOutProcess() throws Exception {
        long begin = System.nanoTime();
        CallableSerializable<Long> job = System::nanoTime;
        return new OneRunOutProcess().call(job).getResult() - begin;
    }

    private static long startPlainJvm() throws Exception {
        long begin = System.nanoTime();
        PlainJvm child = PlainJvm.start();
        long nanos = System.nanoTime() - begin;
        child.end();
        return nanos;
    }
}
