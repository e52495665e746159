package dev.polyrhythm.internal.pool;

import dev.polyrhythm.PoolInsight;
import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.internal.region.ShutdownPhases;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/**
 * A pool's parts, put together, and what callers may do with them. Has no state of its own, which
 * is in {@link PoolState}; takes the pool's lock; runs no code of the user.
 */
final class Pool {
    final PoolSettings settings;
    final PoolState state;
    private final WorkQueue queue;
    private final PoolStatistics statistics = new PoolStatistics();
    private final Scheduler scheduler;
    private final Workers workers;

    Pool(PoolSettings settings) {
        this.settings = settings;
        this.state = new PoolState(settings);
        this.queue = new WorkQueue(state);
        this.scheduler = new Scheduler(state, queue, statistics);
        this.workers = scheduler.workers();
    }

    // What comes in

    /**
     * Takes a job.
     *
     * @throws RejectedExecutionException if the pool is shut down
     * @throws PolyrhythmException if there is no room for what it needs
     */
    void submit(Chunk chunk) {
        state.lock();
        try {
            begin(); // first: what is counted must end, or the pool never does
            state.submitted(chunk.count());
            add(chunk);
        } finally {
            state.unlock();
        }
    }

    /**
     * Announces a map, which will bring so many items one after the other.
     *
     * @throws RejectedExecutionException if the pool is shut down
     * @throws PolyrhythmException if there is no room for what it needs
     */
    void openMap(int items) {
        state.lock();
        try {
            if (items > 0) {
                begin(); // first: what is counted must end
            } else {
                requireOpen();
            }
            state.openMap(items);
        } finally {
            state.unlock();
        }
    }

    /** Ends a map's announcement: it brings nothing more, though so many items are missing. */
    void closeMap(int missing) {
        state.lock();
        try {
            state.closeMap(missing);
            scheduler.settle();
        } finally {
            state.unlock();
        }
    }

    /** Takes some items of an open map; they fail at once if the pool has failed. */
    void add(Chunk chunk) {
        state.lock();
        try {
            state.add(chunk.count());
            scheduler.add(chunk);
        } finally {
            state.unlock();
        }
    }

    private void begin() {
        requireOpen();
        workers.monitor().begin();
        requireOpen(); // again: the program's end may have come before the monitor was registered
    }

    private void requireOpen() {
        if (settings.isOfProcesses() && ShutdownPhases.hasBegun()) {
            scheduler.endWithProgram(); // it was not registered when the others were told
        }
        PolyrhythmException failure = queue.failure();
        if (failure != null) {
            throw new RejectedExecutionException(failure.getMessage(), failure);
        }
        if (!state.isRunning()) {
            throw new RejectedExecutionException(
                    "the pool is shut down and takes nothing more: name=" + settings.name());
        }
    }

    // What ends before it is done

    /** Cancels what workers have of a submission. What of it is in the queue is dropped in time. */
    void cancel(Submission submission, boolean interrupt) {
        state.lock();
        try {
            workers.all().forEach(worker -> worker.cancel(submission, interrupt));
            workers.monitor().wake();
        } finally {
            state.unlock();
        }
    }

    void shutdown() {
        state.lock();
        try {
            scheduler.shutdown();
        } finally {
            state.unlock();
        }
    }

    /** Ends everything at once. Returns what no worker has begun. */
    List<Submission> shutdownNow() {
        state.lock();
        try {
            return scheduler.shutdownNow();
        } finally {
            state.unlock();
        }
    }

    // For those that wait

    /** For what a submission keeps under the pool's lock. */
    void lock() {
        state.lock();
    }

    void unlock() {
        state.unlock();
    }

    /** Looks for the awaited result itself, for a while: that is faster than to be woken. */
    void help(CompletableFuture<?> awaited) {
        workers.monitor().help(awaited);
    }

    PoolInsight insight() {
        List<PoolStatistics.Slow> slow;
        List<PoolInsight.WorkerTimes> all = new ArrayList<>();
        state.lock();
        try {
            long now = System.nanoTime();
            all.addAll(workers.times(now));
            all.addAll(statistics.formerWorkers(now));
            slow = statistics.slowest();
        } finally {
            state.unlock();
        }
        return new PoolInsight(all, PoolStatistics.describe(slow));
    }
}
