package dev.polyrhythm.internal.pool;

import dev.polyrhythm.Job;
import dev.polyrhythm.PoolFuture;
import dev.polyrhythm.internal.channel.TaskForm;
import dev.polyrhythm.internal.transport.TaskText;
import dev.polyrhythm.memory.internal.pipe.EndsInTransit;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A job that was submitted, and the future of its result. */
class TaskSubmission<T extends @Nullable Object> extends Submission implements PoolFuture<T> {
    private final Pool pool;
    private final Object task;
    private final Job<? extends T> job;
    private final @Nullable EndsInTransit ends;
    private final CompletableFuture<Outcome> arrived = new CompletableFuture<>();
    private int retried; // guarded by the pool's lock

    /** Makes one of several with the same task, see {@link StreamSubmission}. */
    TaskSubmission(Pool pool, long id, Object task, Job<? extends T> job, MemorySegment encoded) {
        super(id, TaskForm.FUNCTION, encoded, pool.settings.taskLimitNanos());
        this.pool = pool;
        this.task = task;
        this.job = job;
        this.ends = null;
    }

    /**
     * Makes a job.
     *
     * @param task what was submitted, for messages
     * @param job does it in a worker that is a thread
     * @param ends the ends of connections that are on their way with it
     */
    TaskSubmission(
            Pool pool,
            TaskForm form,
            Object task,
            Job<? extends T> job,
            MemorySegment encoded,
            @Nullable EndsInTransit ends,
            long limitNanos) {
        super(form, encoded, limitNanos);
        this.pool = pool;
        this.task = task;
        this.job = job;
        this.ends = ends;
    }

    @Override
    @Nullable Object runItem(int index) throws Exception {
        return job.call();
    }

    @Override
    void finished(int index, @Nullable Object result, long nanos) {
        arrived.complete(Outcome.of(result));
    }

    @Override
    void failed(int index, Function<String, Throwable> failure) {
        arrived.complete(Outcome.failed(() -> failure.apply(describe(0))));
    }

    @Override
    void receiverDied(long pid) {
        if (ends != null) {
            ends.receiverDied(pid);
        }
    }

    @Override
    boolean isOver(int index) {
        return arrived.isDone();
    }

    @Override
    void taken(int count) {}

    @Override
    void returned(int count) {}

    @Override
    boolean mayRetry(int index, int retries) {
        return !arrived.isDone() && retried++ < retries;
    }

    @Override
    void abandoned() {
        if (ends != null) {
            ends.cancel();
        }
    }

    @Override
    void cancelled() {
        arrived.complete(Outcome.cancelled());
    }

    @Override
    void left(int count) {
        release();
    }

    /** Runs an action once the job has ended, in whichever thread; at once if it has. */
    void whenDone(Runnable action) {
        var _ = arrived.thenRun(action);
    }

    @Override
    @Nullable Object subject(int index) {
        return task;
    }

    @Override
    String describe(int index) {
        return "task=" + TaskText.of(task);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = arrived.complete(Outcome.cancelled());
        if (cancelled) {
            pool.cancel(this, mayInterruptIfRunning);
        }
        return cancelled;
    }

    @Override
    public boolean isCancelled() {
        return arrived.isDone() && arrived.join().isCancelled();
    }

    @Override
    public boolean isDone() {
        return arrived.isDone();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        if (!arrived.isDone()) {
            pool.help(arrived);
        }
        return cast(arrived.get().get());
    }

    @Override
    public T get(long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return cast(arrived.get(timeout, unit).get());
    }

    @Override
    public CompletableFuture<T> toCompletableFuture() {
        CompletableFuture<T> view = new CompletableFuture<>();
        var _ =
                arrived.thenAcceptAsync(
                        outcome -> complete(view, outcome),
                        decoding -> Thread.ofVirtual().name("polyrhythm-result").start(decoding));
        var _ = view.whenComplete((result, failure) -> cancelIfCancelled(view));
        return view;
    }

    private void complete(CompletableFuture<T> view, Outcome outcome) {
        try {
            view.complete(cast(outcome.get()));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            view.completeExceptionally(cause == null ? e : cause);
        } catch (CancellationException e) {
            view.cancel(true);
        }
    }

    private void cancelIfCancelled(CompletableFuture<T> view) {
        if (view.isCancelled()) {
            cancel(true);
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the job's result, or a copy of it
    private T cast(@Nullable Object result) {
        return (T) result;
    }

    @Override
    public String toString() {
        return "PoolFuture[%s, state=%s]"
                .formatted(describe(0), arrived.isDone() ? "DONE" : "PENDING");
    }
}
