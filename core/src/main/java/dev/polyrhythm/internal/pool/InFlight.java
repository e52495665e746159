package dev.polyrhythm.internal.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chunks that were sent to a worker and are not answered, in the order in which they were sent,
 * which is that of the answers; and about how long they will take. Guarded by the pool's lock.
 */
final class InFlight {
    private static final double SHARE_OF_LAST = 1.0 / 8;

    private final Deque<SentChunk> chunks = new ArrayDeque<>();
    private long nextNumber; // of the item that will be sent next
    private int unanswered; // items
    private double itemNanos = Double.MAX_VALUE; // about how long one takes

    long nextNumber() {
        return nextNumber;
    }

    int unanswered() {
        return unanswered;
    }

    double expectedNanos() {
        return unanswered * itemNanos;
    }

    /** Returns the chunk whose item is answered next. */
    @Nullable SentChunk first() {
        return chunks.peekFirst();
    }

    boolean has(Submission submission) {
        return chunks.stream().anyMatch(sent -> sent.chunk().isOf(submission));
    }

    /** Adds a chunk that was sent. */
    void add(Chunk chunk) {
        chunks.addLast(new SentChunk(chunk, nextNumber));
        nextNumber += chunk.count();
        unanswered += chunk.count();
    }

    /** Notes the answer of the next item, which took so long. */
    void answer(long nanos) {
        SentChunk sent = chunks.element();
        sent.answer();
        unanswered--;
        itemNanos =
                itemNanos == Double.MAX_VALUE
                        ? nanos
                        : itemNanos + (nanos - itemNanos) * SHARE_OF_LAST;
        if (sent.unanswered() == 0) {
            chunks.removeFirst();
            sent.chunk().removeLargeItems();
        }
    }

    /** Takes out what was not begun; the number is that of the first such item. */
    List<Chunk> takeUnbegun(long next) {
        List<Chunk> rest = new ArrayList<>();
        for (SentChunk sent : chunks) {
            Chunk unbegun = sent.splitAt(next);
            if (unbegun != null) {
                unanswered -= unbegun.count();
                rest.add(unbegun);
            }
        }
        chunks.removeIf(sent -> sent.unanswered() == 0);
        return rest;
    }

    /** Takes out the item that a dead worker ran, if there is one. */
    List<Chunk> takeLost() {
        List<Chunk> lost = new ArrayList<>();
        for (SentChunk sent : chunks) { // one at most
            sent.chunk().before(sent.chunk().count() - sent.unanswered()).removeLargeItems();
            lost.add(sent.current());
        }
        chunks.clear();
        return lost;
    }
}
