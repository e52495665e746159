package dev.polyrhythm.internal.pool;

import dev.polyrhythm.PoolProgress;
import dev.polyrhythm.Task;
import dev.polyrhythm.Worker;
import dev.polyrhythm.internal.worker.ProcessOptions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a pool.
 *
 * @param name its name, which is in those of its threads and workers
 * @param kind what its workers are
 * @param size how many of them at most
 * @param daemon whether the program ends without waiting for what was submitted
 * @param initializer what each worker does first
 * @param chunkSize how many items a worker gets at once, 0 for automatic
 * @param taskLimitNanos how long an item may take, 0 for as long as it wants
 * @param graceNanos how long one may take that was asked to end
 * @param retries how often an item is run again whose worker has died
 * @param maxTasks how many items a worker does before it is replaced, 0 for as many as there are
 * @param maxMemoryBytes resident memory with which a process is replaced, 0 for none
 * @param maxIdleNanos how long a worker waits before it ends, 0 for ever
 * @param progress the listener of its progress
 * @param options how its processes are started
 */
public record PoolSettings(
        String name,
        Worker.Kind kind,
        int size,
        boolean daemon,
        @Nullable Task initializer,
        int chunkSize,
        long taskLimitNanos,
        long graceNanos,
        int retries,
        int maxTasks,
        long maxMemoryBytes,
        long maxIdleNanos,
        @Nullable Consumer<? super PoolProgress> progress,
        ProcessOptions options) {
    boolean isOfProcesses() {
        return kind == Worker.Kind.PROCESS;
    }

    boolean isUnlimited() {
        return size == Integer.MAX_VALUE;
    }
}
