package dev.polyrhythm.gpio.device;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Calls the listeners of a device one after the other, in the order of the events, on a virtual
 * thread that lives while there is something to call. A listener that waits holds up no other
 * device, and loses nothing of its own.
 */
final class Listeners {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;
    private boolean closed;

    synchronized void call(Collection<? extends Runnable> listeners) {
        if (closed) {
            return;
        }
        waiting.addAll(listeners);
        if (!running && !waiting.isEmpty()) {
            running = true;
            Thread.ofVirtual().name("polyrhythm-listeners").start(this::callAll);
        }
    }

    private void callAll() {
        Runnable next = take();
        while (next != null) {
            callOne(next);
            next = take();
        }
    }

    private synchronized @Nullable Runnable take() {
        Runnable next = waiting.poll();
        running = next != null;
        return next;
    }

    private static void callOne(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException | Error e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    /** Calls none any more that has not begun. */
    synchronized void close() {
        closed = true;
        waiting.clear();
    }
}
