package dev.polyrhythm;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The future of a job or task that was submitted to a {@link WorkerPool}.
 *
 * <p>{@link #get()} throws {@link ExecutionException} if there is none. Its cause is what the job
 * threw, if the worker is a thread, and a {@link TaskFailedException} that has it as its cause, if
 * the worker is a process; {@link WorkerDiedException} if the process died while it ran the job;
 * {@link TaskTimeoutException} if the job took longer than its limit. A result that came from
 * another process is made an object of when it is asked for first, by the thread that asks.
 *
 * <p>All methods may be used by any thread. What the job did before its end is visible to a thread
 * that has its result: all of it if it ran in a thread, what it did to shared memory if in a
 * process.
 *
 * @param <T> the type of the result
 */
public interface PoolFuture<T extends @Nullable Object> extends Future<T> {
    /**
     * Cancels the job: {@link #get()} throws {@link CancellationException} at once and for ever. A
     * job that no worker has begun is never run. One that runs is interrupted, if the caller wants
     * that; if it has not ended after the pool's grace time, its process is killed and replaced, or
     * its thread given up and replaced. If the caller does not want that, it runs to its end.
     *
     * @param mayInterruptIfRunning whether to interrupt it if it runs
     * @return false if it was done, or cancelled, before
     */
    @Override
    boolean cancel(boolean mayInterruptIfRunning);

    /**
     * Returns the same result as a {@link CompletableFuture}. Cancelling that one cancels the job,
     * and interrupts it; completing it does nothing to the job. Dependent actions run on a virtual
     * thread, or on the one that adds them.
     *
     * @return a new one each time
     */
    CompletableFuture<T> toCompletableFuture();
}
