package dev.polyrhythm.internal.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was sent to a worker and is not answered, in the order in which it was sent, which is that
 * of the answers; and about how long it will take. Guarded by the pool's lock.
 */
final class InFlight {
    private static final double SHARE_OF_LAST = 1.0 / 8;

    private final Deque<SentChunk> flights = new ArrayDeque<>();
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

    /** The one whose item is answered next. */
    @Nullable SentChunk first() {
        return flights.peekFirst();
    }

    boolean has(Submission call) {
        return flights.stream().anyMatch(flight -> flight.chunk().isOf(call));
    }

    /** It was sent. */
    void add(Chunk chunk) {
        flights.addLast(new SentChunk(chunk, nextNumber));
        nextNumber += chunk.count();
        unanswered += chunk.count();
    }

    /** The next item was answered, which took so long. */
    void answer(long nanos) {
        SentChunk flight = flights.element();
        flight.answer();
        unanswered--;
        itemNanos =
                itemNanos == Double.MAX_VALUE
                        ? nanos
                        : itemNanos + (nanos - itemNanos) * SHARE_OF_LAST;
        if (flight.unanswered() == 0) {
            flights.removeFirst();
            flight.chunk().removeLargeItems();
        }
    }

    /** Takes out what was not begun, as this is the number of the first such item. */
    List<Chunk> takeUnbegun(long next) {
        List<Chunk> rest = new ArrayList<>();
        for (SentChunk flight : flights) {
            Chunk unbegun = flight.splitAt(next);
            if (unbegun != null) {
                unanswered -= unbegun.count();
                rest.add(unbegun);
            }
        }
        flights.removeIf(flight -> flight.unanswered() == 0);
        return rest;
    }

    /** The worker is dead: takes out the item that it ran, if there is one. */
    List<Chunk> takeLost() {
        List<Chunk> lost = new ArrayList<>();
        for (SentChunk flight : flights) { // one at most
            flight.chunk().before(flight.chunk().count() - flight.unanswered()).removeLargeItems();
            lost.add(flight.current());
        }
        flights.clear();
        return lost;
    }
}
