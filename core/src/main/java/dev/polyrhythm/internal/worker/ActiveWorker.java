package dev.polyrhythm.internal.worker;

import dev.polyrhythm.PoolInsight.WorkerTimes;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A worker that has been started and has not ended. There can be a million of them, so one small
 * object is all that each start adds.
 */
public abstract class ActiveWorker {
    long order; // of its start; guarded by ActiveWorkers, as the next one
    boolean keepsAlive;
    private volatile @Nullable Supplier<WorkerTimes> pooled;

    /** Returns the object that programs have. */
    public abstract Object worker();

    /** Returns what the worker is made of. */
    public abstract WorkerKind kind();

    /** Returns the worker's name at present. */
    public abstract String name();

    /** Returns whether the JVM would end without waiting for the worker, and should not. */
    protected abstract boolean needsKeepAlive();

    /** Returns the thread, null for a process. */
    public @Nullable Thread thread() {
        return null;
    }

    /** Returns the process, null for a thread and after the process's end. */
    public @Nullable ProcessHandle process() {
        return null;
    }

    final void attach(Supplier<WorkerTimes> times) {
        pooled = times;
    }

    /** Returns the pool's figures on the worker, null if it is no pool's. */
    public final @Nullable WorkerTimes times() {
        Supplier<WorkerTimes> times = pooled;
        return times == null ? null : times.get();
    }
}
