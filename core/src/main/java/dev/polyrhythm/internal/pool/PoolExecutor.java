package dev.polyrhythm.internal.pool;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** A pool of threads as an executor: the JDK's futures, run by the pool's workers. */
class PoolExecutor extends AbstractExecutorService {
    final WorkerPoolImpl pool;

    PoolExecutor(WorkerPoolImpl pool) {
        this.pool = pool;
    }

    /** Hands an exception to the thread's handler: there is no future to take it. */
    @Override
    @SuppressWarnings("serial") // the task of a thread does not travel
    public void execute(Runnable command) {
        Objects.requireNonNull(command, "command");
        var _ = pool.submitNamed(command, () -> run(command));
    }

    private static void run(Runnable command) {
        try {
            command.run();
        } catch (Throwable t) { // as a thread that ends by it
            Thread current = Thread.currentThread();
            current.getUncaughtExceptionHandler().uncaughtException(current, t);
        }
    }

    @Override
    public void shutdown() {
        pool.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return pool.dropAll().stream()
                .filter(Runnable.class::isInstance)
                .map(Runnable.class::cast)
                .toList();
    }

    @Override
    public boolean isShutdown() {
        return pool.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return pool.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return pool.awaitTermination(unit.toNanos(timeout));
    }

    @Override
    public void close() {
        pool.close();
    }

    @Override
    public String toString() {
        return pool + " as ExecutorService";
    }
}
