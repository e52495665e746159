package dev.polyrhythm.internal.pool;

import dev.polyrhythm.WorkerDiedException;
import dev.polyrhythm.internal.channel.Values;
import dev.polyrhythm.internal.events.PoolTask;
import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.internal.region.FlightRecording;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings together a pool's waiting items and its idle workers, and has workers started as long as
 * those are not enough. Workers report to it what becomes of their items and of themselves; with
 * the last of both it ends the pool. Guarded by the pool's lock.
 */
final class Scheduler {
    private final PoolState state;
    private final PoolSettings settings;
    private final WorkQueue queue;
    private final PoolStatistics statistics;
    private final Workers workers;
    private boolean endsNow; // then nothing is handed out any more, and no worker started

    Scheduler(PoolState state, WorkQueue queue, PoolStatistics statistics) {
        this.state = state;
        this.settings = state.settings;
        this.queue = queue;
        this.statistics = statistics;
        this.workers = new Workers(state, this);
    }

    Workers workers() {
        return workers;
    }

    // Items that wait

    void add(Chunk chunk) {
        queue.add(chunk);
        dispatch();
    }

    private void dispatch() {
        if (endsNow) {
            return;
        }
        while (!queue.isEmpty() && workers.hasIdle()) {
            Chunk chunk = poll();
            if (chunk != null) {
                Objects.requireNonNull(workers.pollIdle()).give(chunk);
            }
        }
        workers.startFor(queue.size());
    }

    /** Takes the next chunk that is still wanted, and may be handed out, out of the queue. */
    @Nullable Chunk poll() {
        Chunk chunk = endsNow ? null : queue.poll();
        if (chunk == null) {
            settle(); // the last ones may have been dropped
        }
        return chunk;
    }

    /** Puts back what a worker cannot take now. */
    void putBack(Chunk chunk) {
        queue.putBack(chunk);
        settle(); // if the pool has failed, it was the last one, perhaps
    }

    /** Puts back what a worker had and has not begun, in its order, and gives it to others. */
    void putBack(List<Chunk> chunks) {
        for (Chunk chunk : chunks.reversed()) {
            putBack(chunk);
        }
        dispatch();
    }

    /** Gives idle workers what waits behind a worker's long item. */
    void share(PoolWorker busy) {
        if (queue.isEmpty() && workers.hasRoom()) {
            List<Chunk> parts = new ArrayList<>();
            busy.takeBack().forEach(chunk -> parts.addAll(chunk.parts(settings.size())));
            putBack(parts);
        }
    }

    // Workers that need work

    /** A worker has started, and has nothing to do yet. */
    void ready(PoolWorker worker) {
        workers.noteReady(worker);
        next(worker);
    }

    /** Gives a worker that has nothing to do the next chunk, or makes it an idle one. */
    void next(PoolWorker worker) {
        Chunk chunk = worker.isStopping() ? null : poll();
        if (chunk != null) {
            worker.give(chunk);
        } else {
            workers.addIdle(worker);
            settle();
        }
    }

    /** A worker has given back what it was given, and has nothing to do. */
    void becameIdle(PoolWorker worker) {
        workers.addIdle(worker);
    }

    boolean isIdle(PoolWorker worker) {
        return workers.isIdle(worker);
    }

    /** A worker does not wait for more to do. False if it was given something meanwhile. */
    boolean leaveIdle(PoolWorker worker) {
        return workers.removeIdle(worker);
    }

    // Ends of items

    /** An item has ended, with its result or its failure. */
    void finished(Submission submission, int index, @Nullable Object result, long nanos) {
        statistics.noteItem(submission, index, nanos);
        submission.finished(index, result, nanos);
        boolean failed =
                result instanceof Outcome
                        || (result instanceof Values.Encoded encoded && encoded.isFailure());
        record(
                submission,
                index,
                failed ? PoolTask.Ending.FAILED : PoolTask.Ending.RETURNED,
                nanos);
        left(submission, failed ? 1 : 0);
    }

    /** An item has failed in a worker that is a thread. */
    void failed(Submission submission, int index, Function<String, Throwable> failure, long nanos) {
        statistics.noteItem(submission, index, nanos);
        submission.failed(index, failure);
        record(submission, index, PoolTask.Ending.FAILED, nanos);
        left(submission, 1);
    }

    /** The worker died that ran this one item; it may be run again. */
    void lost(Chunk item, WorkerDiedException death) {
        Submission submission = item.submission();
        if (submission.mayRetry(item.first(), settings.retries()) && queue.failure() == null) {
            queue.putBack(item);
            return;
        }
        submission.receiverDied(death.pid());
        submission.failed(item.first(), what -> during(death, what));
        item.removeLargeItems();
        record(submission, item.first(), PoolTask.Ending.DIED, 0);
        left(submission, 1);
    }

    /** Adds what the worker was doing. */
    private static WorkerDiedException during(WorkerDiedException death, String item) {
        return new WorkerDiedException(
                death.getMessage() + ", " + item, death.pid(), death.exitCode(), death);
    }

    private void record(Submission submission, int index, PoolTask.Ending ending, long nanos) {
        if (FlightRecording.isOn()) {
            PoolTask.tell(settings.name(), submission.id(), index, ending, nanos);
        }
    }

    private void left(Submission submission, int failed) {
        state.left(submission, 1, failed);
        settle();
    }

    // Ends of workers

    /** A worker is gone. What it had has been dealt with. */
    void ended(PoolWorker worker) {
        ended(worker, false);
    }

    /** A worker that cannot be ended is left to itself, with what it runs. */
    void gaveUp(PoolWorker worker, RunningItem running) {
        left(running.submission(), 1);
        ended(worker, true);
    }

    private void ended(PoolWorker worker, boolean isRogue) {
        worker.timer.noteEnd(isRogue);
        statistics.noteEnd(worker.describeName(), worker.timer);
        workers.remove(worker);
        dispatch();
        settle();
    }

    /** A worker is gone that was told to end before it was ready. */
    void neverReady(PoolWorker worker) {
        workers.noteNeverReady();
        ended(worker);
    }

    /**
     * A worker is gone that never was ready. The next one is started later, and after some in a row
     * none any more.
     *
     * @param cause why it has ended
     */
    void failedToStart(PoolWorker worker, Throwable cause) {
        int inARow = workers.noteFailedStart(cause);
        if (inARow > 0) {
            fail(cause, inARow);
        }
        ended(worker);
    }

    private void fail(Throwable cause, int failed) {
        workers.close();
        queue.fail(
                new PolyrhythmException(
                        "the pool has failed, its workers end before they are ready: name=%s, in a row=%d, last cause=%s"
                                .formatted(settings.name(), failed, cause),
                        cause));
    }

    // The pool's end

    void shutdown() {
        state.shutdown();
        settle();
    }

    /** Once nothing more can come, idle workers end, and the pool ends with the last worker. */
    void settle() {
        if (state.isDrained()) {
            workers.retireIdle();
            if (workers.size() == 0) {
                state.terminate();
                workers.monitor().wake();
            }
        }
    }

    /** Ends everything at once. Returns what no worker has begun. */
    List<Submission> shutdownNow() {
        endsNow = true; // first: to read what a worker runs hands out what was taken back before
        shutdown();
        for (PoolWorker worker : workers.all()) {
            worker.takeBack().reversed().forEach(queue::putBack);
            RunningItem running = worker.running();
            if (running != null) {
                running.submission().cancelled();
            }
        }
        List<Submission> unbegun = queue.dropAll();
        settle();
        workers.all().forEach(PoolWorker::kill);
        workers.monitor().wake();
        settle();
        return unbegun;
    }

    /**
     * Has the workers end with the program, without replacement: what none of them has begun fails,
     * and nothing more is taken. So the pool ends with its last worker, and a shutdown hook that
     * waits for the pool, or for a result, is not kept.
     */
    void endWithProgram() {
        if (state.endWithProgram()) {
            workers.close();
            queue.fail(
                    new PolyrhythmException(
                            "the program is ending, and its worker processes with it, so the pool runs nothing more (close it earlier to have all done): name="
                                    + settings.name()));
            for (PoolWorker worker : workers.all()) {
                worker.takeBack().reversed().forEach(queue::putBack);
            }
            shutdown();
        }
    }

    // For the monitor

    /** Checks everything that depends on time. Returns when to do so again. */
    long check() {
        long now = System.nanoTime();
        long next = workers.check(now);
        if (workers.isBackingOff()) {
            dispatch();
        }
        return workers.nextStartNanoTime(next);
    }

    boolean hasNoBacklog() {
        return state.hasNoBacklog(workers.size());
    }
}
