package dev.polyrhythm.gpio.internal.simulated;

import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.gpio.internal.memory.PinLayout;
import dev.polyrhythm.gpio.internal.memory.PinMemory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Follows the edges of one line from a certain one on. One thread drains it; others may ask how far
 * it is.
 */
public final class EdgeCursor {
    private static final int MOST_READS = 50; // of an edge that its writer does not complete
    private static final long PAUSE_NANOS = 50_000;

    private final int pin;
    private final Line line;
    private final Line.Cursor cursor = new Line.Cursor();
    private int reads;
    private long next; // changed by the thread that drains, under this object's monitor, as is lost
    private long lost;

    /**
     * A cursor.
     *
     * @param pin the line's memory
     * @param next the number of the first edge to follow; 1 is the line's very first
     */
    public EdgeCursor(PinMemory pin, long next) {
        this.pin = pin.number();
        this.line = new Line(pin);
        this.next = next;
    }

    /** Hands over the edges since the last call. */
    public void drain(Consumer<? super Edge> action) {
        skipOverwritten();
        while (next <= line.lastEdge()) {
            switch (line.read(next, cursor)) {
                case WHOLE -> {
                    advance(0); // first: an edge that is handed over is not lost any more
                    action.accept(new Edge(pin, cursor.high, cursor.nanoTime));
                }
                case OVERWRITTEN -> {
                    advance(1);
                    skipOverwritten();
                }
                case NOT_YET -> {
                    if (next == line.lastEdge()) {
                        return; // nothing waits behind it
                    }
                    readAgain();
                }
            }
        }
    }

    /** Waits for the writer of an edge that has a later one: it is a moment late, or was killed. */
    private void readAgain() {
        if (++reads < MOST_READS) {
            LockSupport.parkNanos(PAUSE_NANOS);
        } else {
            advance(1);
        }
    }

    private synchronized void skipOverwritten() {
        long overwritten = overwritten();
        lost += overwritten;
        next += overwritten;
    }

    private long overwritten() {
        return Math.max(0, line.lastEdge() - PinLayout.RING_EDGES + 1 - next);
    }

    private synchronized void advance(int lostNow) {
        next++;
        reads = 0;
        lost += lostNow;
    }

    /** Returns the number of the last edge that was handed over or lost. */
    synchronized long last() {
        return next - 1;
    }

    synchronized boolean hasNext() {
        return next <= line.lastEdge();
    }

    /** Returns how many edges cannot be read any more: overwritten, or never written out. */
    public synchronized long lost() {
        return lost + overwritten();
    }
}
