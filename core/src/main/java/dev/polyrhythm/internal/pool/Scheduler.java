package dev.polyrhythm.internal.pool;

import dev.polyrhythm.memory.PolyrhythmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings together what waits in a pool and who has nothing to do, and has workers hired as long as
 * that is not enough. Workers tell it what becomes of them. Guarded by the pool's lock.
 */
final class Scheduler {
    private final PoolSettings settings;
    private final WorkQueue queue;
    private final Workers staff;
    private final PoolStatistics times;
    private final PoolLife life;

    Scheduler(
            PoolSettings settings,
            WorkQueue queue,
            Workers staff,
            PoolStatistics times,
            PoolLife life) {
        this.settings = settings;
        this.queue = queue;
        this.staff = staff;
        this.times = times;
        this.life = life;
    }

    // What waits

    void add(Chunk chunk) {
        queue.add(chunk);
        handOut();
    }

    void handOut() {
        while (!queue.isEmpty() && staff.hasIdle()) {
            Chunk chunk = poll();
            if (chunk != null) {
                Objects.requireNonNull(staff.pollIdle()).give(chunk);
            }
        }
        staff.hire(queue.size());
    }

    /** The next chunk that somebody waits for. */
    @Nullable Chunk poll() {
        return queue.poll();
    }

    /** A worker cannot take it now. */
    void putBack(Chunk chunk) {
        queue.putBack(chunk);
    }

    /** A worker has taken back what it had not begun. */
    void putBack(List<Chunk> chunks) {
        for (Chunk chunk : chunks.reversed()) {
            putBack(chunk);
        }
        handOut();
    }

    /** A worker is long at one item, with others behind it: who has nothing to do gets them. */
    void share(PoolWorker busy) {
        if (queue.isEmpty() && staff.hasRoom()) {
            List<Chunk> parts = new ArrayList<>();
            busy.takeBack().forEach(chunk -> parts.addAll(chunk.parts(settings.size())));
            putBack(parts);
        }
    }

    // Who has something to do

    /** A worker has started, and has nothing to do yet. */
    void ready(PoolWorker worker) {
        staff.noteReady(worker);
        next(worker);
    }

    /** A worker has nothing to do any more. */
    void next(PoolWorker worker) {
        Chunk chunk = worker.isStopping() ? null : poll();
        if (chunk != null) {
            worker.give(chunk);
        } else {
            staff.addIdle(worker);
            life.settle();
        }
    }

    /** A worker has given back what it was given, and has nothing to do. */
    void becameIdle(PoolWorker worker) {
        staff.addIdle(worker);
    }

    boolean isIdle(PoolWorker worker) {
        return staff.isIdle(worker);
    }

    /** A worker does not wait for more to do. False if it was given something meanwhile. */
    boolean leaveIdle(PoolWorker worker) {
        return staff.removeIdle(worker);
    }

    // Who is gone

    /** A worker is gone. What it had has been dealt with. */
    void ended(PoolWorker worker) {
        ended(worker, false);
    }

    /** A worker that cannot be ended is left to itself, with what it runs. */
    void gaveUp(PoolWorker worker, PoolWorker.Running running) {
        life.left(running.call(), 1, 1);
        ended(worker, true);
    }

    private void ended(PoolWorker worker, boolean isRogue) {
        worker.noteGone(isRogue);
        times.noteEnd(worker);
        staff.remove(worker);
        handOut();
        life.settle();
    }

    /** A worker is gone that was told to end before it was ready. */
    void neverReady(PoolWorker worker) {
        staff.noteNeverReady();
        ended(worker);
    }

    /**
     * A worker is gone that never was ready. The next one is started later, and after some in a row
     * none any more.
     *
     * @param cause why it has ended
     */
    void failedToStart(PoolWorker worker, Throwable cause) {
        int inARow = staff.noteFailedStart(cause);
        if (inARow > 0) {
            fail(cause, inARow);
        }
        ended(worker);
    }

    private void fail(Throwable cause, int failed) {
        staff.close();
        queue.fail(
                new PolyrhythmException(
                        "the pool has failed, its workers end before they are ready: name=%s, in a row=%d, last cause=%s"
                                .formatted(settings.name(), failed, cause),
                        cause));
    }
}
