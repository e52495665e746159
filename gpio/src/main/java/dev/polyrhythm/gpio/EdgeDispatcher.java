package dev.polyrhythm.gpio;

import java.util.Collection;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The thread that calls the listeners of a board's inputs. It looks a thousand times a second, as
 * another process has no means to wake it, and exists only while something listens.
 */
final class EdgeDispatcher {
    private static final long LOOK_NANOS = 1_000_000;

    private final Collection<Input> inputs = new CopyOnWriteArrayList<>();
    private @Nullable Thread thread;

    synchronized void add(Input input) {
        if (!inputs.contains(input)) {
            inputs.add(input);
        }
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("polyrhythm-edges").start(this::loop);
        }
    }

    synchronized void remove(Input input) {
        inputs.remove(input);
        if (inputs.isEmpty()) {
            thread = null;
            wake();
        }
    }

    synchronized void wake() {
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    synchronized void close() {
        inputs.clear();
        thread = null;
    }

    private void loop() {
        while (isCurrent()) {
            inputs.forEach(Input::dispatch);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private synchronized boolean isCurrent() {
        return Thread.currentThread().equals(thread);
    }
}
