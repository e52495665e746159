package dev.polyrhythm;

import dev.polyrhythm.internal.worker.ActiveWorkers;
import dev.polyrhythm.internal.worker.ProcessIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A task that runs beside the code that started it, as a platform thread, a virtual thread or a
 * process of the operating system. One word chooses the kind; everything else stays the same.
 *
 * {@snippet file="dev/polyrhythm/WorkerSnippets.java" region="kinds"}
 *
 * <p><b>Life.</b> A worker is {@linkplain State#NEW made}, {@linkplain #start() started} once, and
 * has {@linkplain State#ENDED ended} when its task and, for a process, the non-daemon threads that
 * the task started have ended. A <em>daemon</em> worker ends with the program; the program waits
 * for the others when its {@code main} returns. {@link System#exit} and signals end all of them.
 *
 * <p><b>Threads and processes.</b> All methods may be called by any thread. A thread shares this
 * process's memory; a process gets a copy of the values that its task captures, and shares only the
 * types of {@code dev.polyrhythm.memory}. Static fields are not captured: a process has its own.
 *
 * <p><b>Memory effects.</b> Actions before {@link #start()} happen-before the task. The actions of
 * the task happen-before the return of {@link #join()}: all of them for a thread, those on shared
 * memory for a process.
 *
 * <p><b>Failure.</b> An exception that leaves the task is printed, ends the worker, and is its
 * {@linkplain #getFailure() failure}.
 */
public sealed interface Worker permits ThreadWorker, ProcessWorker {
    /** Kinds of workers. */
    enum Kind {
        /** A thread of the operating system in this process. */
        PLATFORM,
        /** A thread of the JVM, of which there can be a million. */
        VIRTUAL,
        /** A process of its own, with a JVM of its own. */
        PROCESS;

        /**
         * Returns the kind that the user of the program chose: the system property {@code
         * polyrhythm.kind}, else the environment variable {@code POLYRHYTHM_KIND}, else {@link
         * #PLATFORM}.
         *
         * @return the kind
         * @throws IllegalArgumentException if the chosen value is no kind
         */
        public static Kind configured() {
            String chosen = System.getProperty("polyrhythm.kind", System.getenv("POLYRHYTHM_KIND"));
            return chosen == null ? PLATFORM : parse(chosen);
        }

        private static Kind parse(String text) {
            try {
                return valueOf(text.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "kind must be platform, virtual or process (property polyrhythm.kind, variable"
                                + " POLYRHYTHM_KIND): kind="
                                + text,
                        e);
            }
        }
    }

    /** States of a worker. */
    enum State {
        /** Made, not started. */
        NEW,
        /** Started, not ended. */
        RUNNING,
        /** Its task has returned or thrown, or its process is gone. */
        ENDED
    }

    /**
     * Builds workers that are platform threads.
     *
     * @return a new builder
     */
    static Builder ofPlatform() {
        return new ThreadWorkerBuilder(Kind.PLATFORM);
    }

    /**
     * Builds workers that are virtual threads. Unlike bare virtual threads they keep the program
     * alive unless they are daemons.
     *
     * @return a new builder
     */
    static Builder ofVirtual() {
        return new ThreadWorkerBuilder(Kind.VIRTUAL);
    }

    /**
     * Builds workers that are processes.
     *
     * @return a new builder
     */
    static ProcessWorker.Builder ofProcess() {
        return new ProcessWorkerBuilder();
    }

    /**
     * Builds workers of a kind that is chosen at run time.
     *
     * @param kind the kind
     * @return a new builder
     */
    static Builder of(Kind kind) {
        return kind == Kind.PROCESS ? ofProcess() : new ThreadWorkerBuilder(kind);
    }

    /**
     * Returns the worker whose code is running. The main thread and threads made elsewhere have one
     * too; in a worker process, the main thread's is the {@link ProcessWorker}.
     *
     * @return the same object each time on the same thread
     */
    static Worker current() {
        return CurrentWorker.get();
    }

    /**
     * Returns the process that started this one as a worker.
     *
     * @return empty in the program's first process
     */
    static Optional<ProcessHandle> parentProcess() {
        return ProcessIdentity.current().parent();
    }

    /**
     * Returns the workers that this process started and that have not ended.
     *
     * @return a snapshot, in the order in which they were started
     */
    static List<Worker> active() {
        return ActiveWorkers.snapshot().stream().map(active -> (Worker) active.worker()).toList();
    }

    /**
     * Returns the number of processors that this process may use. Affinity and the quota of a
     * container count, so it may be smaller than the machine's.
     *
     * @return 1 or more
     */
    static int cpuCount() {
        return Runtime.getRuntime().availableProcessors();
    }

    /**
     * Returns the worker's name, by default {@code thread-1}, {@code process-1}, and {@code
     * process-1:2} for the second process of the first. Names need not be unique.
     *
     * @return the name
     */
    String getName();

    /**
     * Changes the name. A running process keeps its old name for itself.
     *
     * @param name the new name
     */
    void setName(String name);

    /**
     * Returns whether the worker ends with the program instead of keeping it alive. Inherited from
     * the worker that made it.
     *
     * @return true for a daemon
     */
    boolean isDaemon();

    /**
     * Chooses whether the worker ends with the program instead of keeping it alive.
     *
     * @param daemon true for a daemon
     * @throws IllegalStateException if the worker has been started
     */
    void setDaemon(boolean daemon);

    /**
     * Runs the worker's task; a subclass overrides this with its own. Called by the library, in the
     * worker.
     *
     * @throws Exception to end the worker with a failure
     */
    void run() throws Exception;

    /**
     * Starts the worker, once in its life. Does not wait for a process to be up.
     *
     * @throws IllegalStateException if it was started before, even if it has ended
     * @throws NotSerializableTaskException if it is a process and a part of it cannot travel
     */
    void start();

    /**
     * Waits until the worker has ended. May be called again, by any number of threads.
     *
     * @throws InterruptedException if this thread is interrupted while it waits
     * @throws IllegalStateException if the worker was not started, or is the caller itself
     */
    void join() throws InterruptedException;

    /**
     * Waits until the worker has ended, but not for longer than the limit; the worker goes on after
     * that.
     *
     * @param timeout the limit; zero or less does not wait
     * @return true if it has ended
     * @throws InterruptedException if this thread is interrupted while it waits
     * @throws IllegalStateException if the worker was not started, or is the caller itself
     */
    boolean join(Duration timeout) throws InterruptedException;

    /**
     * Returns whether the worker has been started and has not ended.
     *
     * @return true while it is {@link State#RUNNING}
     */
    boolean isAlive();

    /**
     * Returns the worker's state.
     *
     * @return the state at present
     */
    State getState();

    /**
     * Returns the reason of the worker's end, if that was not its return.
     *
     * @return for a thread the exception itself, for a process a {@link TaskFailedException} or
     *     {@link WorkerDiedException}; empty as long as it has not ended
     */
    Optional<Throwable> getFailure();

    /** Makes workers of one kind. Not for use by several threads at once. */
    interface Builder {
        /**
         * Names the workers.
         *
         * @param name the name
         * @return this builder
         */
        Builder name(String name);

        /**
         * Names the workers with a number at the end.
         *
         * @param prefix the part before the number
         * @param start the number of the next worker, 0 or more; it grows by 1
         * @return this builder
         * @throws IllegalArgumentException if the number is negative
         */
        Builder name(String prefix, long start);

        /**
         * Makes the workers daemons.
         *
         * @return this builder
         */
        Builder daemon();

        /**
         * Chooses whether the workers are daemons.
         *
         * @param on true for daemons
         * @return this builder
         */
        Builder daemon(boolean on);

        /**
         * Makes a worker.
         *
         * @param task the task
         * @return a worker that has not been started
         */
        Worker unstarted(Task task);

        /**
         * Makes a worker and starts it.
         *
         * @param task the task
         * @return a worker that has been started
         * @throws NotSerializableTaskException if it is a process and the task cannot travel
         */
        Worker start(Task task);
    }
}
