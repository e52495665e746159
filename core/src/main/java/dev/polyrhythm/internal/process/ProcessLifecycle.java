package dev.polyrhythm.internal.process;

import dev.polyrhythm.Worker.State;
import dev.polyrhythm.internal.events.WorkerEvents;
import dev.polyrhythm.internal.worker.ActiveWorker;
import dev.polyrhythm.internal.worker.ActiveWorkers;
import dev.polyrhythm.internal.worker.ProcessWorkerView;
import dev.polyrhythm.internal.worker.WorkerKind;
import dev.polyrhythm.memory.ClosedException;
import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.internal.region.ShutdownPhases;
import dev.polyrhythm.monitor.ActivityPublisher;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The parent's state of a worker process, from before its start until after its end. It stays in
 * the parent; in the child the worker has one that stands for the child itself.
 */
public class ProcessLifecycle {
    /** A process that has been launched. */
    interface Child {
        ProcessHandle handle();

        /**
         * Returns a future that completes when the process is gone and its record has been read.
         */
        CompletableFuture<ExitStatus> end();
    }

    private final ProcessWorkerView worker;
    private final ReentrantLock starting = new ReentrantLock();
    private final CompletableFuture<ExitStatus> ended = new CompletableFuture<>();
    private volatile @Nullable ProcessHandle handle;
    private volatile boolean closed;

    public ProcessLifecycle(ProcessWorkerView worker) {
        this.worker = worker;
    }

    public static ProcessLifecycle ofThisProcess(ProcessWorkerView worker) {
        ProcessLifecycle life = new ProcessLifecycle(worker);
        life.handle = ProcessHandle.current();
        return life;
    }

    public void start() {
        starting.lock();
        try {
            refuseClosed();
            if (state() != State.NEW) {
                throw new IllegalStateException(
                        "a worker can be started once: name=%s, state=%s"
                                .formatted(worker.name(), state()));
            }
            refuseAtProgramsEnd();
            launched(launch());
        } finally {
            starting.unlock();
        }
    }

    /** Fails while the program's processes are being ended and the shared memory is removed. */
    private void refuseAtProgramsEnd() {
        if (ShutdownPhases.hasBegun()) {
            throw new PolyrhythmException(
                    "the program is ending, no process is started in its shutdown hooks: name="
                            + worker.name());
        }
    }

    Child launch() {
        return ChildProcess.launch(worker);
    }

    /**
     * Publishes the process before its end can be noticed: a process that dies at once has a
     * handle, is listed and its start is told before anything is told of its end.
     */
    private void launched(Child child) {
        long startNanoTime = System.nanoTime();
        ProcessHandle process = child.handle();
        handle = process;
        try {
            ActiveWorkers.add(new Active());
            ActivityPublisher.begin();
            ChildShutdown.endWithThisProcess();
            WorkerEvents.processStarted(worker.name(), process.pid(), worker.isDaemon());
        } finally { // the process runs, so its end must be noticed in any case
            var _ =
                    child.end()
                            .whenComplete((end, fault) -> {
                                try {
                                    ended(process, end, startNanoTime);
                                } finally {
                                    complete(end, fault);
                                }
                            });
        }
    }

    private void ended(ProcessHandle process, @Nullable ExitStatus end, long startNanoTime) {
        ActiveWorkers.remove(worker.worker());
        if (end != null) {
            WorkerEvents.processEnded(
                    worker.name(), process.pid(), end.exitCode(), end.failure(), startNanoTime);
        }
    }

    private void complete(@Nullable ExitStatus end, @Nullable Throwable fault) {
        if (fault == null) {
            ended.complete(end);
        } else {
            ended.completeExceptionally(fault);
        }
    }

    public void join() throws InterruptedException {
        handle();
        try {
            ended.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e); // reading its end does not fail
        }
    }

    public boolean join(long timeoutNanos) throws InterruptedException {
        handle();
        try {
            ended.get(Math.max(0, timeoutNanos), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new AssertionError(e); // reading its end does not fail
        }
    }

    public State state() {
        if (ended.isDone()) {
            return State.ENDED;
        }
        return handle == null ? State.NEW : State.RUNNING;
    }

    public ProcessHandle handle() {
        refuseClosed();
        ProcessHandle started = handle;
        if (started == null) {
            throw new IllegalStateException("the worker was not started: name=" + worker.name());
        }
        return started;
    }

    public void end(Consumer<ProcessHandle> how) {
        ProcessHandle process = handle();
        if (!ended.isDone()) {
            how.accept(process);
        }
    }

    public OptionalInt exitCode() {
        refuseClosed();
        ExitStatus end = ended.getNow(null);
        return end == null ? OptionalInt.empty() : OptionalInt.of(end.exitCode());
    }

    public Optional<Throwable> failure() {
        refuseClosed();
        ExitStatus end = ended.getNow(null);
        return end == null ? Optional.empty() : Optional.ofNullable(end.failure());
    }

    /** Returns the end as a future, to be derived from only. */
    public CompletableFuture<?> onExit() {
        handle();
        return ended;
    }

    public void close() {
        starting.lock();
        try {
            if (state() == State.RUNNING) {
                throw new IllegalStateException(
                        "a running worker cannot be closed, terminate or join it first: name="
                                + worker.name());
            }
            closed = true;
        } finally {
            starting.unlock();
        }
    }

    public String pidText() {
        ProcessHandle started = handle;
        return started == null ? "" : ", pid=" + started.pid();
    }

    private void refuseClosed() {
        if (closed) {
            throw new ClosedException("the worker is closed: name=" + worker.name());
        }
    }

    /** The worker while it is listed. */
    private final class Active extends ActiveWorker {
        @Override
        public Object worker() {
            return worker.worker();
        }

        @Override
        public WorkerKind kind() {
            return WorkerKind.PROCESS;
        }

        @Override
        public String name() {
            return worker.name();
        }

        @Override
        protected boolean needsKeepAlive() {
            return !worker.isDaemon();
        }

        @Override
        public @Nullable ProcessHandle process() {
            return ended.isDone() ? null : handle;
        }
    }
}
