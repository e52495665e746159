package dev.polyrhythm.internal.pool;

import dev.polyrhythm.Job;
import dev.polyrhythm.JobFunction;
import dev.polyrhythm.PoolFuture;
import dev.polyrhythm.PoolInsight;
import dev.polyrhythm.Task;
import dev.polyrhythm.WorkerPool;
import dev.polyrhythm.internal.channel.TaskForm;
import dev.polyrhythm.internal.channel.ValueWriter;
import dev.polyrhythm.internal.channel.Values;
import dev.polyrhythm.memory.internal.pipe.EndsInTransit;
import dev.polyrhythm.memory.internal.wait.Durations;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A pool as its user sees it: turns tasks, jobs and items into submissions. */
public final class WorkerPoolImpl implements WorkerPool {
    private static final int MOST_AHEAD = 256;
    private static final long FOR_EVER = Long.MAX_VALUE;
    private static final MemorySegment NO_BYTES = MemorySegment.ofArray(new byte[0]);
    private static final MemorySegment NO_ITEM = MemorySegment.ofArray(new byte[Values.HEADER]);

    private final Pool pool;

    public WorkerPoolImpl(PoolSettings settings) {
        this.pool = new Pool(settings);
    }

    @Override
    public PoolFuture<@Nullable Void> submit(Task task) {
        return submitTask(task, pool.settings.taskLimitNanos());
    }

    @Override
    public PoolFuture<@Nullable Void> submit(Task task, Duration limit) {
        return submitTask(task, Durations.toPositiveNanos(limit, "limit"));
    }

    @Override
    public <T extends @Nullable Object> PoolFuture<T> submit(Job<T> job) {
        return submitJob(job, pool.settings.taskLimitNanos());
    }

    @Override
    public <T extends @Nullable Object> PoolFuture<T> submit(Job<T> job, Duration limit) {
        return submitJob(job, Durations.toPositiveNanos(limit, "limit"));
    }

    private PoolFuture<@Nullable Void> submitTask(Task task, long limitNanos) {
        Objects.requireNonNull(task, "task");
        Job<@Nullable Void> job =
                () -> {
                    task.run();
                    return null;
                };
        return submit(TaskForm.TASK, task, job, limitNanos);
    }

    private <T extends @Nullable Object> PoolFuture<T> submitJob(Job<T> job, long limitNanos) {
        return submit(TaskForm.JOB, Objects.requireNonNull(job, "job"), job, limitNanos);
    }

    private <T extends @Nullable Object> PoolFuture<T> submit(
            TaskForm form, Object task, Job<T> job, long limitNanos) {
        boolean travels = pool.settings.isOfProcesses();
        EndsInTransit ends = new EndsInTransit();
        MemorySegment encoded = travels ? encode(task, "task", ends) : NO_BYTES;
        TaskSubmission<T> submission =
                new TaskSubmission<>(
                        pool, form, task, job, encoded, ends.isEmpty() ? null : ends, limitNanos);
        try {
            pool.submit(new Chunk(submission, 0, 1, travels ? NO_ITEM : NO_BYTES));
        } catch (RuntimeException | Error e) {
            submission.abandoned();
            submission.release();
            throw e;
        }
        return submission;
    }

    private static MemorySegment encode(Object task, String name, EndsInTransit ends) {
        return ends.during(() -> MemorySegment.ofArray(ValueWriter.encodeTask(task, name)));
    }

    @Override
    public <A extends @Nullable Object, T extends @Nullable Object> List<T> map(
            JobFunction<? super A, ? extends T> function, Collection<? extends A> items)
            throws InterruptedException {
        Objects.requireNonNull(function, "function");
        MapItems<A> copied = new MapItems<>(items, pool.settings.isOfProcesses());
        return new MapSubmission<A, T>(pool, function, encodeFunction(function), copied).run();
    }

    @Override
    public <A extends @Nullable Object, T extends @Nullable Object> Stream<T> mapOrdered(
            JobFunction<? super A, ? extends T> function, Iterable<? extends A> items) {
        return stream(function, items, true);
    }

    @Override
    public <A extends @Nullable Object, T extends @Nullable Object> Stream<T> mapUnordered(
            JobFunction<? super A, ? extends T> function, Iterable<? extends A> items) {
        return stream(function, items, false);
    }

    private <A extends @Nullable Object, T extends @Nullable Object> Stream<T> stream(
            JobFunction<? super A, ? extends T> function,
            Iterable<? extends A> items,
            boolean ordered) {
        Objects.requireNonNull(function, "function");
        Iterator<? extends A> iterator = items.iterator();
        MemorySegment encoded = encodeFunction(function);
        long id = Submission.newId();
        int ahead = (int) Math.min(MOST_AHEAD, 2L * pool.settings.size());
        PoolStream<A, T> results =
                new PoolStream<>(
                        iterator,
                        item -> submitItem(id, function, item, encoded),
                        ordered,
                        ahead,
                        encoded);
        return StreamSupport.stream(
                        Spliterators.<T>spliteratorUnknownSize(results, Spliterator.ORDERED), false)
                .onClose(results::close);
    }

    private <A extends @Nullable Object, T extends @Nullable Object> TaskSubmission<T> submitItem(
            long id, JobFunction<? super A, ? extends T> function, A item, MemorySegment encoded) {
        TaskSubmission<T> submission =
                new StreamSubmission<A, T>(pool, id, function, item, encoded);
        Chunk chunk = new Chunk(submission, 0, 1, encodeItem(item));
        try {
            pool.submit(chunk);
        } catch (RuntimeException | Error e) {
            chunk.removeLargeItems();
            throw e;
        }
        return submission;
    }

    private MemorySegment encodeItem(@Nullable Object item) {
        return pool.settings.isOfProcesses()
                ? MemorySegment.ofArray(ValueWriter.encodeItem(item, "item"))
                : NO_BYTES;
    }

    private MemorySegment encodeFunction(JobFunction<?, ?> function) {
        return pool.settings.isOfProcesses()
                ? MemorySegment.ofArray(ValueWriter.encodeTask(function, "function"))
                : NO_BYTES;
    }

    @Override
    public ExecutorService asExecutorService() {
        return pool.settings.isOfProcesses() ? new ProcessExecutor(this) : new PoolExecutor(this);
    }

    /** Submits an executor's command, which a worker runs that is a thread. */
    PoolFuture<@Nullable Void> submitNamed(Object task, Task action) {
        Job<@Nullable Void> job =
                () -> {
                    action.run();
                    return null;
                };
        return submit(TaskForm.TASK, task, job, pool.settings.taskLimitNanos());
    }

    @Override
    public PoolInsight insight() {
        return pool.insight();
    }

    @Override
    public void shutdown() {
        pool.shutdown();
    }

    @Override
    public List<PoolFuture<?>> shutdownNow() {
        List<PoolFuture<?>> futures = new ArrayList<>();
        for (Submission submission : pool.shutdownNow()) {
            if (submission instanceof TaskSubmission<?> single) {
                futures.add(single);
            }
        }
        return futures;
    }

    /** Ends everything at once. Returns the tasks that no worker had begun. */
    List<Object> dropAll() {
        List<Object> tasks = new ArrayList<>();
        for (Submission submission : pool.shutdownNow()) {
            Object task = submission.subject(0);
            tasks.add(task == null ? submission : task);
        }
        return tasks;
    }

    boolean awaitTermination(long limitNanos) throws InterruptedException {
        return pool.state.awaitTermination(limitNanos);
    }

    @Override
    public boolean awaitTermination(Duration timeout) throws InterruptedException {
        return pool.state.awaitTermination(Durations.toNanos(timeout));
    }

    @Override
    public boolean isShutdown() {
        return pool.state.phase() != PoolState.Phase.RUNNING;
    }

    @Override
    public boolean isTerminated() {
        return pool.state.phase() == PoolState.Phase.TERMINATED;
    }

    @Override
    public void close() {
        boolean interrupted = false;
        pool.shutdown();
        while (!isTerminated()) {
            try {
                boolean _ = pool.state.awaitTermination(FOR_EVER);
            } catch (InterruptedException e) {
                interrupted = true;
                pool.shutdownNow();
            }
        }
        pool.state.awaitLastProgress();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "WorkerPool[name=%s, kind=%s, state=%s]"
                .formatted(pool.settings.name(), pool.settings.kind(), pool.state.phase());
    }
}
