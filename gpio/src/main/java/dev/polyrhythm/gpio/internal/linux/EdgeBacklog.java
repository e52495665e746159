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

    /**
     * An action for the sink's thread.
     *
     * @param position how many edges come before it
     */
    private record Pending(long position, Runnable action) {}

    private final Queue<Edge> edges = new ArrayDeque<>();
    private final Queue<Pending> actions = new ArrayDeque<>();
    private long gone; // edges that were handed over or dropped
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
            gone++;
        }
        edges.add(edge);
        notifyAll();
        return dropped;
    }

    /** Has an action run by the thread that hands over, after the edges that are there now. */
    synchronized void runAfterPast(Runnable action) {
        actions.add(new Pending(gone + edges.size(), action));
        notifyAll();
    }

    /** Calls the sink for each edge in its order until the end; holds the thread. */
    void handOver(Consumer<? super Edge> sink) {
        for (Runnable next = next(sink); next != null; next = next(sink)) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next(Consumer<? super Edge> sink) {
        while (!ended) {
            Pending first = actions.peek();
            if (first != null && first.position() <= gone) {
                actions.remove();
                return first.action();
            }
            if (!edges.isEmpty()) {
                Edge edge = edges.remove();
                gone++;
                return () -> sink.accept(edge);
            }
            await();
        }
        return null;
    }

    @SuppressWarnings("WaitNotInLoop") // the caller has the loop
    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            // The thread is this board's own: a listener that interrupts it ends nothing.
        }
    }

    /** Forgets what is there; nothing is handed over any more. */
    synchronized void end() {
        ended = true;
        edges.clear();
        actions.clear();
        notifyAll();
    }
}
