package dev.polyrhythm.gpio.internal.linux;

import dev.polyrhythm.gpio.Edge;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Edges that a listener has not taken yet. Holds the last 16,384; the oldest make place for new
 * ones.
 */
final class EdgeBacklog {
    static final int CAPACITY = 1 << 14;

    private final Queue<Edge> edges = new ArrayDeque<>();
    private boolean ended;

    /**
     * Adds the newest edge.
     *
     * @return how many old ones were dropped for it
     */
    synchronized int add(Edge edge) {
        if (ended) {
            return 0;
        }
        int dropped = edges.size() == CAPACITY ? 1 : 0;
        if (dropped > 0) {
            edges.remove();
        }
        edges.add(edge);
        notifyAll();
        return dropped;
    }

    /** Calls the sink for each edge in its order until the end; holds the thread. */
    void handOver(Consumer<? super Edge> sink) {
        for (Edge edge = next(); edge != null; edge = next()) {
            sink.accept(edge);
        }
    }

    private synchronized @Nullable Edge next() {
        while (edges.isEmpty() && !ended) {
            try {
                wait();
            } catch (InterruptedException e) {
                // The thread is this board's own: a listener that interrupts it ends nothing.
            }
        }
        return edges.poll();
    }

    /** Forgets what is there; nothing is handed over any more. */
    synchronized void end() {
        ended = true;
        edges.clear();
        notifyAll();
    }
}
