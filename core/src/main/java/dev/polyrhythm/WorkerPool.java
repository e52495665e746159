package dev.polyrhythm;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pool of workers that run one job after the other: processes, platform threads or virtual
 * threads, chosen by one word.
 *
 * {@snippet file="dev/polyrhythm/PoolSnippets.java" region="pool"}
 *
 * <p><b>Life.</b> A pool is open until it is {@linkplain #shutdown() shut down}, and has ended when
 * everything that was submitted before has, and its workers too; {@link #close()} waits for that.
 * Workers are started when there is something to do for them, at most as many as the pool's size.
 * The program does not end before what was submitted has, but does not wait for a pool that has
 * nothing to do: its workers then end with the program.
 *
 * <p>By {@link System#exit} or a signal the program ends at once, and its processes with it. While
 * shutdown hooks run, a pool of processes begins nothing more: what it runs fails with {@link
 * WorkerDiedException}, what waits fails with {@link dev.polyrhythm.memory.PolyrhythmException},
 * and what is submitted is refused; {@link #close()} in a hook returns when the workers are gone. A
 * pool of threads works on as long as hooks wait for it.
 *
 * <p><b>Jobs.</b> What is submitted is begun in the order in which it was. A process gets a copy of
 * the job and of what it captures, and the caller a copy of the result; shared objects travel as
 * themselves. What cannot travel is refused when it is submitted, with {@link
 * NotSerializableTaskException}. Numbers, strings, and arrays of bytes, ints, longs, floats and
 * doubles travel fastest, as items and as results.
 *
 * <p><b>Death.</b> When a worker's process dies, whatever kills it, only the job fails that it was
 * running, with {@link WorkerDiedException}, or is run again, if the pool {@linkplain
 * Builder#retries may}. What it had finished keeps its result, what it had not begun is run
 * elsewhere, and another worker takes its place. Without retries nothing is ever run twice. If
 * workers end again and again before they are ready to work, the pool waits longer and longer, and
 * after some in a row it fails: everything that is submitted fails, with the last cause.
 *
 * <p><b>Limits.</b> A job that takes longer than its limit, counted from its beginning, fails with
 * {@link TaskTimeoutException}, at once. The job is interrupted. If it has not ended after the
 * {@linkplain Builder#grace grace time}, its process is killed and replaced; a thread cannot be: it
 * is given up, and another one takes its place.
 *
 * <p><b>Threads and processes.</b> All methods may be used by any thread of the process that made
 * the pool; a pool cannot travel. A job can make a pool of its own. What happened before a job was
 * submitted is seen by it, see {@link PoolFuture} for the way back.
 */
public interface WorkerPool extends AutoCloseable {
    /**
     * Returns a pool whose workers are processes.
     *
     * @param size how many at most, 1 or more
     * @return a pool without workers yet
     * @throws IllegalArgumentException if the size is out of range
     */
    static WorkerPool ofProcesses(int size) {
        return builder(Worker.Kind.PROCESS).size(size).build();
    }

    /**
     * Returns a pool whose workers are platform threads.
     *
     * @param size how many at most, 1 or more
     * @return a pool without workers yet
     * @throws IllegalArgumentException if the size is out of range
     */
    static WorkerPool ofPlatform(int size) {
        return builder(Worker.Kind.PLATFORM).size(size).build();
    }

    /**
     * Returns a pool whose workers are virtual threads, as many as there are jobs.
     *
     * @return a pool without workers yet
     */
    static WorkerPool ofVirtual() {
        return builder(Worker.Kind.VIRTUAL).build();
    }

    /**
     * Builds pools of a kind that is data.
     *
     * @param kind what the workers are
     * @return a new builder
     */
    static Builder builder(Worker.Kind kind) {
        return new WorkerPoolBuilder(kind);
    }

    /**
     * Has a worker run a task.
     *
     * @param task the task
     * @return a future that is done when the task is
     * @throws NotSerializableTaskException if the workers are processes and it cannot travel
     * @throws RejectedExecutionException if the pool is shut down, or has failed
     */
    PoolFuture<@Nullable Void> submit(Task task);

    /**
     * Has a worker run a task within a limit, which replaces the pool's.
     *
     * @param task the task
     * @param limit how long it may take from its beginning on, greater than zero
     * @return a future that is done when the task is
     * @throws NotSerializableTaskException if the workers are processes and it cannot travel
     * @throws IllegalArgumentException if the limit is zero or less
     * @throws RejectedExecutionException if the pool is shut down, or has failed
     */
    PoolFuture<@Nullable Void> submit(Task task, Duration limit);

    /**
     * Has a worker run a job, which has a result.
     *
     * @param <T> the result's type
     * @param job the job
     * @return a future of the result
     * @throws NotSerializableTaskException if the workers are processes and it cannot travel
     * @throws RejectedExecutionException if the pool is shut down, or has failed
     */
    <T extends @Nullable Object> PoolFuture<T> submit(Job<T> job);

    /**
     * Has a worker run a job, which has a result, within a limit, which replaces the pool's.
     *
     * @param <T> the result's type
     * @param job the job
     * @param limit how long it may take from its beginning on, greater than zero
     * @return a future of the result
     * @throws NotSerializableTaskException if the workers are processes and it cannot travel
     * @throws IllegalArgumentException if the limit is zero or less
     * @throws RejectedExecutionException if the pool is shut down, or has failed
     */
    <T extends @Nullable Object> PoolFuture<T> submit(Job<T> job, Duration limit);

    /**
     * Has the workers apply a function to all items, and waits for all results. Workers that are
     * processes get a copy of the function each. They get the items in chunks, which grow with the
     * speed of the function; the death of a worker concerns only the item that it was at.
     *
     * <p>With the first failure everything else is cancelled: what was not begun is never run, what
     * runs is interrupted. Other failures that have happened by then are suppressed by the first.
     *
     * @param <A> the type of the items
     * @param <T> the type of the results
     * @param function what to do with each
     * @param items the items, read once, at the beginning
     * @return the results in the items' order; its elements can be replaced
     * @throws InterruptedException if this thread is interrupted while it waits; the rest is
     *     cancelled
     * @throws TaskFailedException if the function threw; that is its cause
     * @throws WorkerDiedException if a worker died of an item, which is named
     * @throws TaskTimeoutException if an item took longer than the pool's limit
     * @throws NotSerializableTaskException if the workers are processes, and the function or an
     *     item cannot travel
     * @throws RejectedExecutionException if the pool is shut down, or has failed
     */
    <A extends @Nullable Object, T extends @Nullable Object> List<T> map(
            JobFunction<? super A, ? extends T> function, Collection<? extends A> items)
            throws InterruptedException;

    /**
     * Applies a function to items that are read one by one, a few ahead of the results that are
     * asked for: twice as many as there are workers, or 256 where there is no limit. Close the
     * stream: that cancels what is not done. The first failure ends the stream, with the exceptions
     * of {@link #map}. If the thread is interrupted while it waits, it is interrupted again, and
     * the stream ends with {@link dev.polyrhythm.memory.PolyrhythmException}.
     *
     * {@snippet file="dev/polyrhythm/PoolSnippets.java" region="stream"}
     *
     * @param <A> the type of the items
     * @param <T> the type of the results
     * @param function what to do with each
     * @param items the items, as many as there may be; they are read by the thread that reads the
     *     results
     * @return the results in the items' order, for one thread
     * @throws NotSerializableTaskException if the workers are processes, and the function cannot
     *     travel; an item that cannot ends the stream with it
     */
    <A extends @Nullable Object, T extends @Nullable Object> Stream<T> mapOrdered(
            JobFunction<? super A, ? extends T> function, Iterable<? extends A> items);

    /**
     * As {@link #mapOrdered}, but each result comes as soon as it is there.
     *
     * @param <A> the type of the items
     * @param <T> the type of the results
     * @param function what to do with each
     * @param items the items, as many as there may be; they are read by the thread that reads the
     *     results
     * @return the results as they come, for one thread
     * @throws NotSerializableTaskException if the workers are processes, and the function cannot
     *     travel; an item that cannot ends the stream with it
     */
    <A extends @Nullable Object, T extends @Nullable Object> Stream<T> mapUnordered(
            JobFunction<? super A, ? extends T> function, Iterable<? extends A> items);

    /**
     * Returns the pool as an executor, for code that wants one. Where the workers are threads it is
     * one like any other. Where they are processes, what is not serializable is refused by its
     * methods with {@link NotSerializableTaskException}; lambdas are not, but for {@code
     * (Callable<Integer> & Serializable) () -> 42}. A failure of what was given to {@code execute}
     * goes to the thread's handler of uncaught exceptions, or is logged where it ran in a process.
     *
     * @return a view: shutting it down shuts the pool down
     */
    ExecutorService asExecutorService();

    /**
     * Reports what the workers have done so far: how long they took to start, waited and worked,
     * and which jobs took longest.
     *
     * @return as it is at this moment
     */
    PoolInsight insight();

    /** Takes nothing more; what was submitted is done. Does not wait. Idempotent. */
    void shutdown();

    /**
     * Takes nothing more, and ends what it has: processes are killed, threads interrupted. Nothing
     * that was submitted runs afterwards, but for threads that do not end. Everything that is not
     * done is cancelled. Does not wait.
     *
     * @return what no worker had begun, cancelled
     */
    List<PoolFuture<?>> shutdownNow();

    /**
     * Waits until the pool has ended after it was shut down, but not for longer than the limit.
     *
     * @param timeout the limit; zero or less does not wait
     * @return true if it has ended
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    boolean awaitTermination(Duration timeout) throws InterruptedException;

    /**
     * Whether the pool takes nothing more.
     *
     * @return true once it was shut down
     */
    boolean isShutdown();

    /**
     * Whether the pool has ended.
     *
     * @return true once everything that was submitted has ended after it was shut down
     */
    boolean isTerminated();

    /**
     * Shuts the pool down and waits until everything that was submitted is done. If this thread is
     * interrupted meanwhile, everything is ended as by {@link #shutdownNow()}, and the thread is
     * interrupted again at the end. Idempotent.
     */
    @Override
    void close();

    /**
     * Builds pools. An option that the kind of the workers cannot honour is refused by {@link
     * #build()}: those of {@link ProcessSettings} are for processes only, {@link #debug} for a pool
     * of one, as all would have the same port. Not for use by several threads at once.
     */
    interface Builder extends ProcessSettings<Builder> {
        /**
         * Names the pool; the default is {@code pool-1} and so on. Its workers have the name with a
         * number behind it.
         *
         * @param name the name
         * @return this builder
         */
        Builder name(String name);

        /**
         * Chooses how many workers there are at most. The default is {@link Worker#cpuCount()}, and
         * no limit for virtual threads.
         *
         * @param size 1 or more
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        Builder size(int size);

        /**
         * Lets the program end without waiting for what was submitted.
         *
         * @param on true to do so; the default is false
         * @return this builder
         */
        Builder daemon(boolean on);

        /**
         * Sets the task that each worker runs first. A worker whose initializer throws does not
         * work: see {@link WorkerPool} for what becomes of the pool.
         *
         * @param initializer the task
         * @return this builder
         */
        Builder initializer(Task initializer);

        /**
         * Chooses how many items of {@link WorkerPool#map} a worker gets at once; the default is
         * automatic.
         *
         * @param items 1 or more
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        Builder chunkSize(int items);

        /**
         * Limits how long each job, and each item, may take from its beginning on.
         *
         * @param limit greater than zero; by default there is no limit
         * @return this builder
         * @throws IllegalArgumentException if the limit is zero or less
         */
        Builder taskLimit(Duration limit);

        /**
         * Chooses how long a job may take to end once it was interrupted, as it took too long or
         * was cancelled. The default is 2 seconds.
         *
         * @param time zero or more
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        Builder grace(Duration time);

        /**
         * Chooses how often a job, or an item, is run again whose worker has died. The default is
         * never.
         *
         * @param times 0 or more
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        Builder retries(int times);

        /**
         * Replaces each worker after so many jobs and items: what leaks then leaks no more. The
         * default is never. Each replacement is logged, at level DEBUG.
         *
         * @param tasks 1 or more
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        Builder maxTasksPerWorker(int tasks);

        /**
         * Replaces a worker whose process has more resident memory than that, between two jobs; on
         * Linux, and for processes only. The default is never.
         *
         * @param bytes 1 or more
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        Builder maxMemoryPerWorker(long bytes);

        /**
         * Ends a worker that has had nothing to do for so long; another one is started when there
         * is more to do. The default is never; virtual threads never wait.
         *
         * @param time greater than zero
         * @return this builder
         * @throws IllegalArgumentException if it is zero or less
         */
        Builder maxIdleTime(Duration time);

        /**
         * Sets a listener of the progress, called some ten times a second, and when all is done. It
         * runs on a thread of its own; {@link WorkerPool#close()} waits for its last call.
         *
         * @param listener for example {@link PoolProgress#bar()}
         * @return this builder
         */
        Builder progress(Consumer<? super PoolProgress> listener);

        /**
         * Makes a pool.
         *
         * @return a pool without workers yet
         * @throws IllegalArgumentException if an option does not fit the kind; it is named
         * @throws NotSerializableTaskException if the workers are processes and the initializer
         *     cannot travel
         */
        WorkerPool build();
    }
}
