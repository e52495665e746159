package dev.polyrhythm.internal.pool;

import org.jspecify.annotations.Nullable;

/** A chunk that was sent to a worker, and how far it is. Guarded by the pool's lock. */
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

    /** Number of the next item that will be answered. */
    long number() {
        return firstNumber + answered;
    }

    int index() {
        return chunk.first() + answered;
    }

    void answer() {
        answered++;
    }

    /** Only so many of its items have been begun, as this was the next number: gives the rest. */
    @Nullable Chunk splitAt(long next) {
        int begun = Math.clamp(next - firstNumber, 0, chunk.count());
        Chunk rest = begun == chunk.count() ? null : chunk.after(begun);
        chunk = chunk.before(begun);
        return rest;
    }

    /** The item that comes next, alone. */
    Chunk current() {
        return chunk.after(answered).before(1);
    }
}
