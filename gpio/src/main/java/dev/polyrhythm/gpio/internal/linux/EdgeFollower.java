package dev.polyrhythm.gpio.internal.linux;

import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.platform.gpio.LineEvent;
import dev.polyrhythm.platform.gpio.LineEvents;
import dev.polyrhythm.platform.gpio.SystemCallException;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/**
 * Hands on the edges of one input, with the kernel's time stamps. One thread reads them from the
 * kernel, whose buffer is short, into an {@link EdgeBacklog}; another one calls the sink. So a sink
 * that takes long delays no other line's edges, and loses its own only beyond the backlog.
 *
 * <p>Edges are lost where the backlog is full, or the kernel's buffer was, which shows as a gap in
 * the line's sequence numbers. Either is reported once.
 */
final class EdgeFollower {
    private final int pin;
    private final LineEvents events;
    private final EdgeBacklog backlog = new EdgeBacklog();
    private int lastSequence;
    private volatile long lost; // written by the reading thread alone

    private EdgeFollower(int pin, LineEvents events) {
        this.pin = pin;
        this.events = events;
    }

    /** Starts both threads, which end with the request or with {@link #end}. */
    static EdgeFollower start(int pin, LineEvents events, Consumer<? super Edge> sink) {
        EdgeFollower follower = new EdgeFollower(pin, events);
        startThread("polyrhythm-edges-" + pin, follower::read);
        startThread("polyrhythm-listener-" + pin, () -> follower.backlog.handOver(sink));
        return follower;
    }

    private static void startThread(String name, Runnable loop) {
        Thread.ofPlatform().daemon().name(name).start(loop);
    }

    private void read() {
        try {
            while (!events.isClosed()) {
                int count = events.await();
                for (int i = 0; i < count; i++) {
                    accept(events.get(i));
                }
            }
        } catch (SystemCallException e) {
            log(
                    "the pin has no more edges, its GPIO chip has gone: pin={0} ({1})",
                    String.valueOf(e.getMessage()));
        }
    }

    private void accept(LineEvent event) {
        long before = lost;
        int gap = event.lineSequence() - lastSequence - 1; // wraps around as the numbers do
        lastSequence = event.lineSequence();
        lost = before + gap + backlog.add(new Edge(pin, event.rising(), event.nanoTime()));
        if (before == 0 && lost > 0) {
            log(
                    "edges are being lost, the pin''s listeners take too long: pin={0}, lost={1}",
                    lost);
        }
    }

    private void log(String message, Object detail) {
        System.getLogger("dev.polyrhythm").log(Level.WARNING, message, pin, detail);
    }

    /** Returns how many edges the sink will never get. */
    long lost() {
        return lost;
    }

    /** Runs an action on the sink's thread, after the edges that have been read so far. */
    void runAfterPastEdges(Runnable action) {
        backlog.runAfterPast(action);
    }

    /** Hands on nothing more from now on; the request's close ends the reading. */
    void end() {
        backlog.end();
    }
}
