package dev.polyrhythm;

import dev.polyrhythm.internal.process.ProcessLifecycle;
import dev.polyrhythm.internal.worker.ProcessIdentity;
import dev.polyrhythm.internal.worker.ProcessOptions;
import dev.polyrhythm.internal.worker.WorkerNames;
import dev.polyrhythm.memory.ClosedException;
import dev.polyrhythm.memory.internal.wait.Durations;
import dev.polyrhythm.platform.ProcessTree;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A worker that is a process of the operating system, with a JVM of its own. Programs give it a
 * {@link Task} or extend it and override {@link #run()}.
 *
 * <p>The worker itself travels to the child, with its task or its subclass's fields, as a copy:
 * changes that {@link #run()} makes there stay there. Shared values and arrays travel as
 * themselves. The program's {@code main} does not run in the child. The child's standard input is
 * empty; its output goes where this process's goes.
 *
 * <p>It finds the program's classes however the program was started: from directories, jars,
 * modules, {@code java Program.java}, JShell, or a class loader of its own.
 *
 * <p>A program that starts many processes gets some JVMs that are ready before they are needed, by
 * default as many as it has processors and at most 4, for ten seconds: system property {@code
 * polyrhythm.spares}, 0 for none. If the library is in jars, its classes are kept in the user's
 * cache directory in a form that JVMs start faster with: system property {@code polyrhythm.cache}
 * or environment variable {@code POLYRHYTHM_CACHE}, {@code off} or a directory, in which the
 * library makes one of its own. Where other users could write there, it logs a warning and does
 * without.
 *
 * <p>A process can be {@linkplain #terminate() terminated} and {@linkplain #kill() killed}, with
 * all its descendants. It ends with its parent, however the parent ends; in a shutdown hook none
 * can be started. See {@link Worker} for the rest of its life, its memory effects, and which
 * threads may use it.
 */
public non-sealed class ProcessWorker implements Worker, Serializable {
    @Serial private static final long serialVersionUID = 1L;

    private final @Nullable Task task;
    private final ProcessOptions options;
    private final String number;
    private volatile String name;
    private volatile boolean daemon;

    @SuppressWarnings("this-escape") // kept for later, not called yet
    private transient ProcessLifecycle life = new ProcessLifecycle(new ProcessWorkerViewImpl(this));

    /** Makes a process with a default name, for a subclass that overrides {@link #run()}. */
    public ProcessWorker() {
        this(null, null, ProcessOptions.NONE);
    }

    /**
     * Makes a process for a subclass that overrides {@link #run()}.
     *
     * @param name the name
     */
    public ProcessWorker(String name) {
        this(Objects.requireNonNull(name, "name"), null, ProcessOptions.NONE);
    }

    /**
     * Makes a process with a default name.
     *
     * @param task the task
     */
    public ProcessWorker(Task task) {
        this(null, Objects.requireNonNull(task, "task"), ProcessOptions.NONE);
    }

    /**
     * Makes a process.
     *
     * @param name the name
     * @param task the task
     */
    public ProcessWorker(String name, Task task) {
        this(
                Objects.requireNonNull(name, "name"),
                Objects.requireNonNull(task, "task"),
                ProcessOptions.NONE);
    }

    ProcessWorker(@Nullable String name, @Nullable Task task, ProcessOptions options) {
        this.number = WorkerNames.nextProcessNumber();
        this.name = name == null ? "process-" + number : name;
        this.task = task;
        this.options = options;
        this.daemon =
                ProcessIdentity.current().daemon()
                        || (CurrentWorker.get() instanceof ThreadWorker parent
                                && parent.isDaemon());
    }

    private ProcessWorker(String name, String number, boolean daemon, Task task) {
        this.name = name;
        this.number = number;
        this.task = task;
        this.options = ProcessOptions.NONE;
        this.daemon = daemon;
    }

    /** Returns the child's copy of a worker in the parent. */
    static ProcessWorker arrived(String name, String number, boolean daemon, Task task) {
        return new ProcessWorker(name, number, daemon, task);
    }

    @Override
    public void run() throws Exception {
        if (task != null) {
            task.run();
        }
    }

    @Override
    public final void start() {
        life.start();
    }

    @Override
    public final void join() throws InterruptedException {
        CurrentWorker.refuseSelf(this);
        life.join();
    }

    @Override
    public final boolean join(Duration timeout) throws InterruptedException {
        CurrentWorker.refuseSelf(this);
        return life.join(Durations.toNanos(timeout));
    }

    @Override
    public final boolean isAlive() {
        return getState() == State.RUNNING;
    }

    @Override
    public final State getState() {
        return life.state();
    }

    @Override
    public final Optional<Throwable> getFailure() {
        return life.failure();
    }

    /**
     * Returns the process's id.
     *
     * @return as the operating system knows it
     * @throws IllegalStateException if it was not started
     * @throws ClosedException after {@link #close()}
     */
    public final long pid() {
        return toHandle().pid();
    }

    /**
     * Returns the process's exit code.
     *
     * @return 0 if it returned, 1 if it threw, 12 if it had no memory left, n mod 256 after {@code
     *     System.exit(n)}, -N if signal N ended it; empty as long as it has not ended
     */
    public final OptionalInt exitCode() {
        return life.exitCode();
    }

    /**
     * Asks the process and all its descendants to end (SIGTERM); shutdown hooks run. Does nothing
     * after its end. Does not wait: join it afterwards.
     *
     * @throws IllegalStateException if it was not started
     * @throws ClosedException after {@link #close()}
     */
    public final void terminate() {
        life.end(ProcessTree::terminate);
    }

    /**
     * Ends the process and all its descendants at once (SIGKILL); nothing of theirs runs any more.
     * Does nothing after its end. Does not wait: join it afterwards.
     *
     * @throws IllegalStateException if it was not started
     * @throws ClosedException after {@link #close()}
     */
    public final void kill() {
        life.end(ProcessTree::kill);
    }

    /**
     * Releases the resources that this worker holds in the parent, after its end or instead of a
     * start. Only its name and state are available afterwards. Idempotent.
     *
     * @throws IllegalStateException if it runs: terminate or join it first
     */
    public final void close() {
        life.close();
    }

    /**
     * Returns the process as the JDK sees it.
     *
     * @return its handle, also after its end
     * @throws IllegalStateException if it was not started
     * @throws ClosedException after {@link #close()}
     */
    public final ProcessHandle toHandle() {
        return life.handle();
    }

    /**
     * Returns the end of the process as a future.
     *
     * @return completes with this worker when it has ended; completing it does nothing to the
     *     process
     * @throws IllegalStateException if it was not started
     * @throws ClosedException after {@link #close()}
     */
    public final CompletableFuture<ProcessWorker> onExit() {
        return life.onExit().thenApply(ended -> this);
    }

    @Override
    public final String getName() {
        return name;
    }

    @Override
    public final void setName(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    @Override
    public final boolean isDaemon() {
        return daemon;
    }

    @Override
    public final void setDaemon(boolean daemon) {
        if (getState() != State.NEW) {
            throw new IllegalStateException(
                    "daemon can be set before start only: name=" + name + ", state=" + getState());
        }
        this.daemon = daemon;
    }

    final @Nullable Task task() {
        return task;
    }

    final ProcessOptions options() {
        return options;
    }

    final String number() {
        return number;
    }

    /** Makes this process the worker; in the child. */
    final void becomeCurrent() {
        life = ProcessLifecycle.ofThisProcess(new ProcessWorkerViewImpl(this));
        CurrentWorker.set(this);
    }

    @Serial
    private void readObject(ObjectInputStream stream) throws IOException, ClassNotFoundException {
        stream.defaultReadObject();
        life = new ProcessLifecycle(new ProcessWorkerViewImpl(this));
    }

    @Override
    public String toString() {
        return "ProcessWorker[name=%s, state=%s%s]".formatted(name, getState(), life.pidText());
    }

    /** Makes worker processes. Not for use by several threads at once. */
    public interface Builder extends Worker.Builder, ProcessSettings<Builder> {
        @Override
        Builder name(String name);

        @Override
        Builder name(String prefix, long start);

        @Override
        Builder daemon();

        @Override
        Builder daemon(boolean on);

        @Override
        ProcessWorker unstarted(Task task);

        @Override
        ProcessWorker start(Task task);
    }
}
