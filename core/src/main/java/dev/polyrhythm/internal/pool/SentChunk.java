package dev.polyrhythm.internal.pool;

import org.jspecify.annotations.Nullable;

/**
 * A chunk that was sent to a worker, and how many of its items are answered. Guarded by the pool's
 * lock.
 */
final class SentChunk {
    private final long firstNumber;
    private Chunk chunk;
    private int answered;

    SentChunk(Chunk chunk, long firstNumber) {
        this.chunk = chunk;
        this.firstNumber = firstNumber;
    }

    Chunk chunk() {
        return chunk;
    }

    int unanswered() {
        return chunk.count() - answered;
    }

    /** Returns the number of the item that is answered next. */
    long number() {
        return firstNumber + answered;
    }

    int index() {
        return chunk.first() + answered;
    }

    void answer() {
        answered++;
    }

    /** Cuts off the items from a number on, which have not been begun, and returns them. */
    @Nullable Chunk splitAt(long next) {
        int begun = Math.clamp(next - firstNumber, 0, chunk.count());
        Chunk rest = begun == chunk.count() ? null : chunk.after(begun);
        chunk = chunk.before(begun);
        return rest;
    }

    /** Returns the item that is answered next, alone. */
    Chunk current() {
        return chunk.after(answered).before(1);
    }
}
