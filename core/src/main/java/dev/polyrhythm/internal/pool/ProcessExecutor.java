package dev.polyrhythm.internal.pool;

import dev.polyrhythm.Job;
import dev.polyrhythm.Task;
import java.io.Serial;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A pool of processes as an executor: what is submitted must be serializable. */
final class ProcessExecutor extends PoolExecutor {
    ProcessExecutor(WorkerPoolImpl pool) {
        super(pool);
    }

    private record CallableJob<T extends @Nullable Object>(Callable<T> callable) implements Job<T> {
        @Serial private static final long serialVersionUID = 1L;

        @Override
        public T call() throws Exception {
            return callable.call();
        }
    }

    private record RunnableTask(Runnable runnable) implements Task, Runnable {
        @Serial private static final long serialVersionUID = 1L;

        @Override
        public void run() {
            runnable.run();
        }
    }

    @Override
    public void execute(Runnable command) {
        var _ =
                pool.submit((Task) task(command))
                        .toCompletableFuture()
                        .whenComplete((nothing, failure) -> report(failure));
    }

    private static RunnableTask task(Runnable runnable) {
        return new RunnableTask(Objects.requireNonNull(runnable, "command"));
    }

    /** Logs a failure: the caller has no future that would tell of it. */
    private static void report(@Nullable Throwable failure) {
        if (failure != null && !(failure instanceof CancellationException)) {
            System.getLogger("dev.polyrhythm").log(Level.WARNING, "a task has failed", failure);
        }
    }

    @Override
    public <T extends @Nullable Object> Future<T> submit(Callable<T> callable) {
        return pool.submit(new CallableJob<>(Objects.requireNonNull(callable, "task")));
    }

    @Override
    public Future<?> submit(Runnable runnable) {
        return pool.submit((Task) task(runnable));
    }

    /** Returns the caller's own result, which does not travel. */
    @Override
    public <T extends @Nullable Object> Future<T> submit(Runnable runnable, T result) {
        return pool.submit((Task) task(runnable))
                .toCompletableFuture()
                .thenApply(nothing -> result);
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks)
            throws InterruptedException {
        List<Future<T>> futures = submitAll(tasks);
        try {
            for (Future<T> future : futures) {
                awaitDone(future, Long.MAX_VALUE);
            }
            return futures;
        } finally {
            cancelAll(futures);
        }
    }

    @Override
    public <T> List<Future<T>> invokeAll(
            Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException {
        long deadline = deadline(unit.toNanos(timeout));
        List<Future<T>> futures = submitAll(tasks);
        try {
            for (Future<T> future : futures) {
                awaitDone(future, deadline - System.nanoTime());
            }
            return futures;
        } finally {
            cancelAll(futures); // does nothing to those that are done
        }
    }

    private <T> List<Future<T>> submitAll(Collection<? extends Callable<T>> tasks) {
        List<Future<T>> futures = new ArrayList<>();
        try {
            for (Callable<T> task : tasks) {
                futures.add(submit(task));
            }
            return futures;
        } catch (RuntimeException | Error e) {
            cancelAll(futures);
            throw e;
        }
    }

    private static void awaitDone(Future<?> future, long limitNanos) throws InterruptedException {
        try {
            Object ignored = future.get(limitNanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException | CancellationException | TimeoutException e) {
            // The caller asks the future.
        }
    }

    private static void cancelAll(Collection<? extends Future<?>> futures) {
        futures.forEach(future -> future.cancel(true));
    }

    private static long deadline(long nanos) {
        return System.nanoTime() + Math.min(nanos, Long.MAX_VALUE / 4);
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks)
            throws InterruptedException, ExecutionException {
        try {
            return any(tasks, deadline(Long.MAX_VALUE));
        } catch (TimeoutException e) {
            throw new AssertionError(e); // not in this century
        }
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return any(tasks, deadline(unit.toNanos(timeout)));
    }

    private <T> T any(Collection<? extends Callable<T>> tasks, long deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("there must be a task: tasks=[]");
        }
        BlockingQueue<Future<T>> done = new LinkedBlockingQueue<>();
        List<Future<T>> futures = submitAll(tasks);
        try {
            for (Future<T> future : futures) {
                ((TaskSubmission<T>) future).whenDone(() -> done.add(future));
            }
            return firstResult(done, futures.size(), deadline);
        } finally {
            cancelAll(futures);
        }
    }

    private static <T> T firstResult(BlockingQueue<Future<T>> done, int count, long deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        ExecutionException last = null;
        for (int i = 0; i < count; i++) {
            Future<T> future = done.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (future == null) {
                throw new TimeoutException("no task has a result in time: tasks=" + count);
            }
            try {
                return future.get();
            } catch (ExecutionException e) {
                last = e;
            }
        }
        throw Objects.requireNonNull(last);
    }
}
