package dev.polyrhythm.gpio.internal.simulated;

import dev.polyrhythm.gpio.Edge;
import java.util.Collection;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The thread that hands on the edges of a board's inputs. Polls them a thousand times a second, as
 * another process has no means to wake it, and exists only while there is a line to follow.
 */
final class EdgeDispatcher {
    private static final long POLL_NANOS = 1_000_000;

    private final Collection<Follower> followers = new CopyOnWriteArrayList<>();
    private @Nullable Thread thread;

    private record Follower(EdgeCursor cursor, Consumer<? super Edge> sink) {
        void drain() {
            cursor.drain(sink);
        }
    }

    synchronized void add(EdgeCursor cursor, Consumer<? super Edge> sink) {
        followers.add(new Follower(cursor, sink));
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("polyrhythm-edges").start(this::loop);
        }
    }

    synchronized void remove(EdgeCursor cursor) {
        followers.removeIf(follower -> follower.cursor() == cursor);
        if (followers.isEmpty()) {
            wake();
            thread = null;
        }
    }

    synchronized void wake() {
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    synchronized void close() {
        followers.clear();
        thread = null;
    }

    private void loop() {
        while (isCurrent()) {
            followers.forEach(Follower::drain);
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private synchronized boolean isCurrent() {
        return Thread.currentThread().equals(thread);
    }
}
