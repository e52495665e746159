package dev.polyrhythm.gpio;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Follows the edges of one line from a certain one on. */
final class EdgeCursor {
    private static final int PATIENCE = 50; // looks at an edge that its writer does not complete
    private static final long PAUSE_NANOS = 50_000;

    private final int pin;
    private final Line line;
    private final Line.Cursor cursor = new Line.Cursor();
    private long next;
    private int looks;
    private long lost;

    /**
     * A cursor.
     *
     * @param next the number of the first edge to follow; 1 is the line's very first
     */
    EdgeCursor(PinMemory pin, long next) {
        this.pin = pin.number();
        this.line = new Line(pin);
        this.next = next;
    }

    /** Hands over what has come since the last call. */
    void drain(Consumer<? super Edge> action) {
        skipOverwritten();
        while (next <= line.lastEdge()) {
            switch (line.read(next, cursor)) {
                case WHOLE -> {
                    action.accept(new Edge(pin, cursor.high, cursor.nanoTime));
                    advance(0);
                }
                case OVERWRITTEN -> {
                    advance(1);
                    skipOverwritten();
                }
                case NOT_YET -> {
                    if (next == line.lastEdge()) {
                        return; // nothing waits behind it
                    }
                    lookAgain();
                }
            }
        }
    }

    /** A later edge is there, so the writer of this one is a moment late, or was killed. */
    private void lookAgain() {
        if (++looks < PATIENCE) {
            LockSupport.parkNanos(PAUSE_NANOS);
        } else {
            advance(1);
        }
    }

    private void skipOverwritten() {
        long oldest = line.lastEdge() - PinLayout.RING_EDGES + 1;
        if (next < oldest) {
            lost += oldest - next;
            next = oldest;
        }
    }

    private void advance(int lostNow) {
        next++;
        looks = 0;
        lost += lostNow;
    }

    /** Edges that nobody can read any more: overwritten, or never written out. */
    long lost() {
        return lost;
    }
}
