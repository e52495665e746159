package dev.polyrhythm.internal.pool;

import dev.polyrhythm.memory.PolyrhythmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits in a pool for a worker. Once the pool has failed nothing waits any more: what comes,
 * or comes back, fails with the same reason. Guarded by the pool's lock.
 */
final class WorkQueue {
    private final PoolState state;
    private final Deque<Chunk> waiting = new ArrayDeque<>();
    private @Nullable PolyrhythmException failure;

    WorkQueue(PoolState state) {
        this.state = state;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /** Why the pool has failed; null as long as it has not. */
    @Nullable PolyrhythmException failure() {
        return failure;
    }

    void add(Chunk chunk) {
        if (failure == null) {
            waiting.addLast(chunk);
        } else {
            fail(chunk, failure);
        }
    }

    /** It was polled, and no worker has begun it. */
    void putBack(Chunk chunk) {
        chunk.call().returned(chunk.count());
        if (failure == null) {
            waiting.addFirst(chunk);
        } else {
            fail(chunk, failure);
        }
    }

    /** The next one that somebody waits for; those before it are dropped. */
    @Nullable Chunk poll() {
        Chunk chunk = waiting.pollFirst();
        while (chunk != null && chunk.call().isOver(chunk.first())) {
            drop(chunk);
            chunk = waiting.pollFirst();
        }
        if (chunk != null) {
            chunk.call().taken(chunk.count());
        }
        return chunk;
    }

    private void drop(Chunk chunk) {
        chunk.call().taken(chunk.count());
        chunk.call().abandoned();
        chunk.removeLargeItems();
        state.left(chunk.call(), chunk.count(), chunk.count());
    }

    /** Cancels all. Returns the calls that were not over. */
    List<Submission> dropAll() {
        List<Submission> dropped = new ArrayList<>();
        for (Chunk chunk = waiting.pollFirst(); chunk != null; chunk = waiting.pollFirst()) {
            if (!chunk.call().isOver(chunk.first())) {
                dropped.add(chunk.call());
            }
            chunk.call().cancelled();
            drop(chunk);
        }
        return dropped;
    }

    /** The pool fails; the first reason stands. */
    void fail(PolyrhythmException reason) {
        failure = failure == null ? reason : failure;
        List<Chunk> rest = List.copyOf(waiting);
        waiting.clear();
        rest.forEach(chunk -> fail(chunk, reason));
    }

    private void fail(Chunk chunk, PolyrhythmException reason) {
        chunk.call().taken(chunk.count());
        for (int i = chunk.first(); i < chunk.first() + chunk.count(); i++) {
            chunk.call().failed(i, what -> reason);
        }
        state.left(chunk.call(), chunk.count(), chunk.count());
        chunk.removeLargeItems();
    }
}
