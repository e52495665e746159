package dev.polyrhythm;

import dev.polyrhythm.internal.events.WorkerEvents;
import dev.polyrhythm.internal.worker.ActiveWorker;
import dev.polyrhythm.internal.worker.ActiveWorkers;
import dev.polyrhythm.internal.worker.WorkerKind;
import dev.polyrhythm.internal.worker.WorkerNames;
import dev.polyrhythm.monitor.ActivityPublisher;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A worker that is a thread of this process, platform or virtual. Programs give it a {@link Task}
 * or extend it and override {@link #run()}.
 *
 * <p>A thread cannot be killed, only asked: see {@link #interrupt()}. See {@link Worker} for the
 * life of a worker, its memory effects, and which threads may use it.
 */
public non-sealed class ThreadWorker implements Worker {
    private final Kind kind;
    private final @Nullable Task task;
    private final ReentrantLock starting = new ReentrantLock();
    private volatile String name;
    private volatile boolean daemon;
    private volatile State state = State.NEW;
    private volatile @Nullable Thread thread;
    private volatile @Nullable Throwable failure;
    private volatile boolean interrupted;

    /**
     * Makes a platform thread with a default name, for a subclass that overrides {@link #run()}.
     */
    public ThreadWorker() {
        this(Kind.PLATFORM, null, null);
    }

    /**
     * Makes a platform thread for a subclass that overrides {@link #run()}.
     *
     * @param name the name
     */
    public ThreadWorker(String name) {
        this(Kind.PLATFORM, Objects.requireNonNull(name, "name"), null);
    }

    /**
     * Makes a platform thread with a default name.
     *
     * @param task the task
     */
    public ThreadWorker(Task task) {
        this(Kind.PLATFORM, null, Objects.requireNonNull(task, "task"));
    }

    /**
     * Makes a platform thread.
     *
     * @param name the name
     * @param task the task
     */
    public ThreadWorker(String name, Task task) {
        this(
                Kind.PLATFORM,
                Objects.requireNonNull(name, "name"),
                Objects.requireNonNull(task, "task"));
    }

    /**
     * Makes a thread of either kind for a subclass that overrides {@link #run()}.
     *
     * @param kind platform or virtual
     * @param name the name
     * @throws IllegalArgumentException if the kind is {@link Worker.Kind#PROCESS}
     */
    protected ThreadWorker(Kind kind, String name) {
        this(kind, Objects.requireNonNull(name, "name"), null);
    }

    ThreadWorker(Kind kind, @Nullable String name, @Nullable Task task) {
        if (kind == Kind.PROCESS) {
            throw new IllegalArgumentException(
                    "a thread is platform or virtual; extend ProcessWorker: kind=" + kind);
        }
        this.kind = kind;
        this.task = task;
        this.name = name == null ? WorkerNames.nextThread() : name;
        this.daemon = CurrentWorker.get() instanceof ThreadWorker parent && parent.isDaemon();
    }

    /** Makes the worker of a thread that was made elsewhere. */
    ThreadWorker(Thread foreign) {
        this.kind = foreign.isVirtual() ? Kind.VIRTUAL : Kind.PLATFORM;
        this.task = null;
        this.name = foreign.getName();
        this.daemon = foreign.isDaemon() && !foreign.isVirtual(); // all virtual ones claim to be
        this.thread = foreign;
        this.state = State.RUNNING;
    }

    @Override
    public void run() throws Exception {
        if (task != null) {
            task.run();
        }
    }

    @Override
    public final void start() {
        starting.lock();
        try {
            if (state != State.NEW) {
                throw new IllegalStateException(
                        "a worker can be started once: name=" + name + ", state=" + state);
            }
            Thread started = newThread();
            thread = started; // first: a worker that is listed has its thread
            ActiveWorkers.add(new Active());
            ActivityPublisher.begin();
            state = State.RUNNING;
            started.start();
        } catch (OutOfMemoryError e) { // the system has no thread left: as if never started
            ActiveWorkers.remove(this);
            thread = null;
            state = State.NEW;
            throw e;
        } finally {
            starting.unlock();
        }
    }

    private Thread newThread() {
        return kind == Kind.VIRTUAL
                ? Thread.ofVirtual().name(name).unstarted(this::execute)
                : Thread.ofPlatform().name(name).daemon(daemon).unstarted(this::execute);
    }

    private void execute() {
        CurrentWorker.set(this);
        long startNanoTime = System.nanoTime();
        try {
            WorkerEvents.threadStarted(internalKind(), name, daemon);
            run();
        } catch (Throwable t) { // all that ends a thread is its failure
            failure = t;
            report(t);
        } finally {
            state = State.ENDED;
            ActiveWorkers.remove(this);
            WorkerEvents.threadEnded(internalKind(), name, failure, startNanoTime);
        }
    }

    /** Reports a failure as for any thread, but not the end that {@link #interrupt} requested. */
    private void report(Throwable t) {
        if (interrupted && t instanceof InterruptedException) {
            return;
        }
        Thread current = Thread.currentThread();
        current.getUncaughtExceptionHandler().uncaughtException(current, t);
    }

    @Override
    public final void join() throws InterruptedException {
        joinable().join();
    }

    @Override
    public final boolean join(Duration timeout) throws InterruptedException {
        return joinable().join(timeout);
    }

    /** Returns the thread once it can be joined: not while another thread is starting it. */
    private Thread joinable() {
        CurrentWorker.refuseSelf(this);
        Thread own = thread();
        return own.getState() == Thread.State.NEW ? startedThread() : own;
    }

    private Thread startedThread() {
        starting.lock();
        try {
            return thread();
        } finally {
            starting.unlock();
        }
    }

    /**
     * Returns the thread.
     *
     * @return the thread that runs, or ran, this worker
     * @throws IllegalStateException if it was not started
     */
    public final Thread thread() {
        Thread started = thread;
        if (started == null) {
            throw new IllegalStateException("the worker was not started: name=" + name);
        }
        return started;
    }

    private WorkerKind internalKind() {
        return kind == Kind.VIRTUAL ? WorkerKind.VIRTUAL : WorkerKind.PLATFORM;
    }

    /** This worker while it is listed. */
    private final class Active extends ActiveWorker {
        @Override
        public Object worker() {
            return ThreadWorker.this;
        }

        @Override
        public WorkerKind kind() {
            return internalKind();
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        protected boolean needsKeepAlive() {
            return kind == Kind.VIRTUAL && !daemon;
        }

        @Override
        public @Nullable Thread thread() {
            return thread;
        }
    }

    /**
     * Asks the worker to end: its wait ends with an {@link InterruptedException}. If that exception
     * then leaves the task, it is the worker's failure but is not printed.
     *
     * @throws IllegalStateException if it was not started
     */
    public final void interrupt() {
        Thread started = thread();
        interrupted = true;
        started.interrupt();
    }

    @Override
    public final String getName() {
        return name;
    }

    @Override
    public final void setName(String name) {
        this.name = Objects.requireNonNull(name, "name");
        Thread started = thread;
        if (started != null) {
            started.setName(name);
        }
    }

    @Override
    public final boolean isDaemon() {
        return daemon;
    }

    @Override
    public final void setDaemon(boolean daemon) {
        if (state != State.NEW) {
            throw new IllegalStateException(
                    "daemon can be set before start only: name=" + name + ", state=" + state);
        }
        this.daemon = daemon;
    }

    @Override
    public final boolean isAlive() {
        return getState() == State.RUNNING;
    }

    @Override
    public final State getState() {
        Thread started = thread;
        boolean gone =
                started != null
                        && state == State.RUNNING
                        && started.getState() == Thread.State.TERMINATED;
        return gone ? State.ENDED : state; // a foreign thread does not report its end
    }

    @Override
    public final Optional<Throwable> getFailure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public String toString() {
        return "ThreadWorker[name=%s, kind=%s, state=%s]".formatted(name, kind, getState());
    }
}
