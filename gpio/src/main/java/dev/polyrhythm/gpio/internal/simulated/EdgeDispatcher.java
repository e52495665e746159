package dev.polyrhythm.gpio.internal.simulated;

import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.gpio.internal.memory.PinMemory;
import java.util.Collection;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The followers of a board's inputs, one thread for each, and the thread that wakes them. That one
 * polls all lines a thousand times a second, as another process has no means to wake a thread of
 * this one; it calls no listener, and exists only while there is a line to follow.
 */
final class EdgeDispatcher {
    private static final long POLL_NANOS = 1_000_000;

    private final Collection<EdgeFollower> followers = new CopyOnWriteArrayList<>();
    private @Nullable Thread poller;

    /**
     * Begins to follow a line.
     *
     * @param pin the line's memory
     * @param firstEdge the number of the first edge to hand over
     * @param sink called by a thread of its own
     */
    synchronized EdgeFollower follow(PinMemory pin, long firstEdge, Consumer<? super Edge> sink) {
        EdgeFollower follower =
                new EdgeFollower(pin.number(), new EdgeCursor(pin, firstEdge), sink);
        follower.start();
        followers.add(follower);
        if (poller == null) {
            poller = Thread.ofPlatform().daemon().name("polyrhythm-edges").start(this::loop);
        }
        return follower;
    }

    synchronized void remove(EdgeFollower follower) {
        follower.end();
        followers.remove(follower);
        if (followers.isEmpty()) {
            endPoller();
        }
    }

    /** Wakes the follower of a line that was moved by this process. */
    void wake(int pin) {
        for (EdgeFollower follower : followers) {
            if (follower.pin() == pin) {
                follower.wake();
            }
        }
    }

    synchronized void close() {
        followers.forEach(EdgeFollower::end);
        followers.clear();
        endPoller();
    }

    private void endPoller() {
        if (poller != null) {
            LockSupport.unpark(poller);
            poller = null;
        }
    }

    private void loop() {
        while (isCurrent()) {
            followers.forEach(EdgeFollower::wakeIfBehind);
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private synchronized boolean isCurrent() {
        return Thread.currentThread().equals(poller);
    }
}
