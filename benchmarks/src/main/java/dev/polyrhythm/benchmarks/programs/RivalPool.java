package dev.polyrhythm.benchmarks.programs;

import dyorgio.runtime.out.process.CallableSerializable;
import dyorgio.runtime.out.process.OutProcessExecutorService;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import net.viktorc.pp4j.api.JavaProcessExecutorService;
import net.viktorc.pp4j.impl.ProcessExecutors;

/** Processes of another library on the JVM. Its executors are used in rotation. */
final class RivalPool implements JobPool {
    private final List<? extends ExecutorService> executors;
    private final Callable<?> empty;
    private int next;

    private RivalPool(List<? extends ExecutorService> executors, Callable<?> empty) {
        this.executors = executors;
        this.empty = empty;
    }

    /** Opens a pool of PP4J, which has any size. */
    static RivalPool pp4j(int size) throws InterruptedException {
        JavaProcessExecutorService pool = ProcessExecutors.newFixedJavaProcessPool(size);
        return new RivalPool(List.of(pool), (Callable<Boolean> & Serializable) () -> true);
    }

    /** Opens executors of out-process, which are one JVM each. */
    static RivalPool outProcess(int size) throws Exception {
        List<OutProcessExecutorService> executors = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            executors.add(new OutProcessExecutorService());
        }
        return new RivalPool(executors, (CallableSerializable<Boolean>) () -> true);
    }

    private ExecutorService next() {
        return executors.get(next++ % executors.size());
    }

    @Override
    public void roundTrip() throws Exception {
        Object result = next().submit(empty).get();
        if (!Boolean.TRUE.equals(result)) {
            throw new IllegalStateException("not the result of the job: result=" + result);
        }
    }

    @Override
    public Future<?> submit(PoolJob job) {
        return next().submit(job);
    }

    @Override
    public void close() {
        executors.forEach(ExecutorService::shutdownNow);
    }
}
