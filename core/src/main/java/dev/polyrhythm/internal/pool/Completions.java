package dev.polyrhythm.internal.pool;

import dev.polyrhythm.WorkerDiedException;
import dev.polyrhythm.internal.events.PoolTask;
import dev.polyrhythm.memory.internal.region.FlightRecording;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the items end that a pool's workers have begun: tells the call, and who looks at the pool
 * from outside; then the item leaves the pool. Guarded by the pool's lock.
 */
final class Completions {
    private final PoolSettings settings;
    private final WorkQueue queue;
    private final PoolStatistics times;
    private final PoolLife life;

    Completions(PoolSettings settings, WorkQueue queue, PoolStatistics times, PoolLife life) {
        this.settings = settings;
        this.queue = queue;
        this.times = times;
        this.life = life;
    }

    /** An item has ended, with its result or its failure. */
    void finished(Submission call, int index, @Nullable Object result, long nanos) {
        times.noteItem(call, index, nanos);
        call.finished(index, result, nanos);
        boolean failed =
                result instanceof Outcome
                        || (result instanceof Values.Encoded encoded && encoded.isFailure());
        tell(call, index, failed ? PoolTask.Ending.FAILED : PoolTask.Ending.RETURNED, nanos);
        life.left(call, 1, failed ? 1 : 0);
    }

    /** An item has failed in a worker that is a thread. */
    void failed(Submission call, int index, Function<String, Throwable> failure, long nanos) {
        times.noteItem(call, index, nanos);
        call.failed(index, failure);
        tell(call, index, PoolTask.Ending.FAILED, nanos);
        life.left(call, 1, 1);
    }

    /** The worker died that ran this one item; it may be run again. */
    void lost(Chunk item, WorkerDiedException death) {
        Submission call = item.call();
        if (call.mayRetry(item.first(), settings.retries()) && queue.failure() == null) {
            queue.putBack(item);
            return;
        }
        call.receiverDied(death.pid());
        call.failed(item.first(), what -> during(death, what));
        item.removeLargeItems();
        tell(call, item.first(), PoolTask.Ending.DIED, 0);
        life.left(call, 1, 1);
    }

    /** Adds what the worker was doing. */
    private static WorkerDiedException during(WorkerDiedException death, String item) {
        return new WorkerDiedException(
                death.getMessage() + ", " + item, death.pid(), death.exitCode(), death);
    }

    private void tell(Submission call, int index, PoolTask.Ending ending, long nanos) {
        if (FlightRecording.isOn()) {
            PoolTask.tell(settings.name(), call.id(), index, ending, nanos);
        }
    }
}
