package dev.polyrhythm.gpio.internal.simulated;

import dev.polyrhythm.gpio.Edge;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The thread that hands over the edges of one line. The line's ring is its queue: edges that come
 * while a listener runs stay there until they are overwritten.
 *
 * <p>A platform thread, although listeners mostly wait: virtual ones share as many carriers as
 * there are processors, and a listener that computes would keep its carrier from all the others.
 */
final class EdgeFollower {
    private final int pin;
    private final EdgeCursor cursor;
    private final Consumer<? super Edge> sink;
    private final Queue<Mark> marks = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean idle;
    private volatile boolean ended;

    /** An action to be run between two edges. */
    private record Mark(long afterEdge, Runnable action) {}

    EdgeFollower(int pin, EdgeCursor cursor, Consumer<? super Edge> sink) {
        this.pin = pin;
        this.cursor = cursor;
        this.sink = sink;
        this.thread =
                Thread.ofPlatform().daemon().name("polyrhythm-edges-" + pin).unstarted(this::loop);
    }

    void start() {
        thread.start();
    }

    int pin() {
        return pin;
    }

    private void loop() {
        while (!ended) {
            cursor.drain(this::hand);
            runMarks(cursor.last());
            awaitWakeUp();
        }
    }

    /** Returns at once if it was woken since the edges were looked at. */
    private void awaitWakeUp() {
        idle = true;
        if (!ended) { // a listener that ended it may have used up the wake-up in a wait of its own
            LockSupport.park(this);
        }
        idle = false;
    }

    private void hand(Edge edge) {
        runMarks(cursor.last() - 1);
        if (!ended) {
            sink.accept(edge);
            Thread.interrupted(); // what a listener leaves behind must not end the next wait
        }
    }

    /** Runs the actions that belong before the edge that follows this one. */
    private void runMarks(long edge) {
        Mark mark = marks.peek();
        while (mark != null && mark.afterEdge() <= edge) {
            marks.remove();
            mark.action().run();
            mark = marks.peek();
        }
    }

    /** Runs an action after the edge of this number and before later ones. */
    void runAfter(long edge, Runnable action) {
        marks.add(new Mark(edge, action));
        wake();
    }

    /** Wakes the thread if it waits although there is an edge, which another process made. */
    void wakeIfBehind() {
        if (idle && cursor.hasNext()) {
            wake();
        }
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    /** Hands over nothing any more. Does not wait: a listener may be the caller. */
    void end() {
        ended = true;
        wake();
    }

    long lost() {
        return cursor.lost();
    }
}
