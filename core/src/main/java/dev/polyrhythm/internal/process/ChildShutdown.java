package dev.polyrhythm.internal.process;

import dev.polyrhythm.internal.worker.ActiveWorker;
import dev.polyrhythm.internal.worker.ActiveWorkers;
import dev.polyrhythm.memory.internal.region.ShutdownPhases;
import dev.polyrhythm.platform.ProcessTree;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends the worker processes of this process with it. */
public final class ChildShutdown {
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

    static {
        ShutdownPhases.register(ShutdownPhases.Phase.WORKERS, ChildShutdown::end);
    }

    private ChildShutdown() {}

    /** Has the children ended when this process ends; the class's initialization does it, once. */
    public static void endWithThisProcess() {}

    /** Terminates them, waits for the grace time, then kills the rest. */
    private static void end() {
        List<ProcessHandle> children =
                ActiveWorkers.snapshot().stream()
                        .map(ActiveWorker::process)
                        .filter(Objects::nonNull)
                        .toList();
        children.forEach(ProcessTree::terminate);
        long deadline = System.nanoTime() + GRACE_NANOS;
        for (ProcessHandle child : children) {
            awaitEnd(child, deadline);
        }
        children.stream().filter(ProcessHandle::isAlive).forEach(ProcessTree::kill);
    }

    private static void awaitEnd(ProcessHandle child, long deadline) {
        try {
            child.onExit().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // It is killed with the others that did not go.
        } catch (InterruptedException | ExecutionException e) {
            Thread.currentThread().interrupt();
        }
    }
}
