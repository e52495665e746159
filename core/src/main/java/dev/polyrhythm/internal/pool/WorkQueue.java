package dev.polyrhythm.internal.pool;

import dev.polyrhythm.memory.PolyrhythmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chunks that wait for a worker. Once the pool has failed, or has dropped all, nothing waits
 * any more: what is added or put back fails with the same reason, or is cancelled. Guarded by the
 * pool's lock.
 */
final class WorkQueue {
    private final PoolState state;
    private final Deque<Chunk> waiting = new ArrayDeque<>();
    private @Nullable PolyrhythmException failure;
    private boolean dropsAll;

    WorkQueue(PoolState state) {
        this.state = state;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /** Returns why the pool has failed; null as long as it has not. */
    @Nullable PolyrhythmException failure() {
        return failure;
    }

    void add(Chunk chunk) {
        if (mayWait(chunk)) {
            waiting.addLast(chunk);
        }
    }

    /** Puts back, in front, a polled chunk that no worker has begun. */
    void putBack(Chunk chunk) {
        chunk.submission().returned(chunk.count());
        if (mayWait(chunk)) {
            waiting.addFirst(chunk);
        }
    }

    /** Returns false if nothing waits any more: then the chunk has been failed or cancelled. */
    private boolean mayWait(Chunk chunk) {
        if (failure != null) {
            fail(chunk, failure);
        } else if (dropsAll) {
            cancel(chunk);
        } else {
            return true;
        }
        return false;
    }

    /** Takes the next chunk that is still wanted, and drops those before it. */
    @Nullable Chunk poll() {
        Chunk chunk = waiting.pollFirst();
        while (chunk != null && chunk.submission().isOver(chunk.first())) {
            drop(chunk);
            chunk = waiting.pollFirst();
        }
        if (chunk != null) {
            chunk.submission().taken(chunk.count());
        }
        return chunk;
    }

    private void drop(Chunk chunk) {
        chunk.submission().taken(chunk.count());
        chunk.submission().abandoned();
        chunk.removeLargeItems();
        state.left(chunk.submission(), chunk.count(), chunk.count());
    }

    /** Cancels all that waits or will. Returns the submissions that wait and were not over. */
    List<Submission> dropAll() {
        dropsAll = true;
        List<Submission> dropped = new ArrayList<>();
        for (Chunk chunk = waiting.pollFirst(); chunk != null; chunk = waiting.pollFirst()) {
            if (!chunk.submission().isOver(chunk.first())) {
                dropped.add(chunk.submission());
            }
            cancel(chunk);
        }
        return dropped;
    }

    private void cancel(Chunk chunk) {
        chunk.submission().cancelled();
        drop(chunk);
    }

    /** Fails all that waits or will; the first reason stands. */
    void fail(PolyrhythmException reason) {
        failure = failure == null ? reason : failure;
        List<Chunk> rest = List.copyOf(waiting);
        waiting.clear();
        rest.forEach(chunk -> fail(chunk, reason));
    }

    private void fail(Chunk chunk, PolyrhythmException reason) {
        chunk.submission().taken(chunk.count());
        for (int i = chunk.first(); i < chunk.first() + chunk.count(); i++) {
            chunk.submission().failed(i, what -> reason);
        }
        state.left(chunk.submission(), chunk.count(), chunk.count());
        chunk.removeLargeItems();
    }
}
