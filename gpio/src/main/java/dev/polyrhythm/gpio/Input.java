package dev.polyrhythm.gpio;

import dev.polyrhythm.gpio.internal.ClaimedLine;
import dev.polyrhythm.memory.ClosedException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A pin that is read, and listened to, opened by {@link Board#input}.
 *
 * {@snippet file="dev/polyrhythm/gpio/BoardSnippets.java" region="listener"}
 *
 * <p><b>Listeners.</b> An input that is listened to has a thread of its own, in the process that
 * opened it, which does not keep the program alive. It calls the listeners one after the other, for
 * each edge in its order with the time at which it was. So a listener may take its time, wait for
 * another pin, drive pins, open and close them, this one too: it delays the listeners of its own
 * input only. Edges that come meanwhile wait, on the simulated board the last 16,384; {@link
 * #lostEdges()} counts those for which there was no room. An exception that leaves a listener goes
 * to the thread's uncaught exception handler; the other listeners and the next edges are not
 * affected.
 *
 * <p><b>Threads.</b> All methods may be called by any thread of the process that opened it. Closing
 * it ends the calls, and neither waits for a listener that is running nor interrupts it.
 */
public final class Input extends Pin {
    private final List<Consumer<? super Edge>> listeners = new CopyOnWriteArrayList<>();
    private boolean followed;

    Input(ClaimedLine line, Consumer<? super Pin> whenClosed) {
        super(line, whenClosed);
    }

    /**
     * Reads the level of the line.
     *
     * @return true if it is high
     * @throws ClosedException after {@link #close()}
     */
    public boolean get() {
        requireOpen();
        return line.level();
    }

    /**
     * Calls a listener for each edge from now on, and for none that happened before, even if it
     * still waits for an earlier listener.
     *
     * @param listener what to call
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void onEdge(Consumer<? super Edge> listener) {
        requireOpen();
        Objects.requireNonNull(listener, "listener");
        if (followed) {
            line.runAfterPastEdges(() -> listeners.add(listener));
        } else {
            listeners.add(listener); // before the first edge can come
            try {
                line.follow(this::dispatch);
            } catch (RuntimeException | Error e) {
                listeners.remove(listener);
                throw e;
            }
            followed = true;
        }
    }

    /**
     * Calls a listener for each rising edge from now on.
     *
     * @param listener what to call
     * @throws ClosedException after {@link #close()}
     */
    public void onRise(Consumer<? super Edge> listener) {
        Objects.requireNonNull(listener, "listener");
        onEdge(edge -> {
            if (edge.high()) {
                listener.accept(edge);
            }
        });
    }

    /**
     * Calls a listener for each falling edge from now on.
     *
     * @param listener what to call
     * @throws ClosedException after {@link #close()}
     */
    public void onFall(Consumer<? super Edge> listener) {
        Objects.requireNonNull(listener, "listener");
        onEdge(edge -> {
            if (!edge.high()) {
                listener.accept(edge);
            }
        });
    }

    /**
     * Counts the edges that no listener is called for, as too many came while one was running.
     *
     * @return how many there are since the first listener was added; 0 without one
     * @throws ClosedException after {@link #close()}
     */
    public synchronized long lostEdges() {
        requireOpen();
        return line.lostEdges();
    }

    /** Calls the listeners; on the thread of this input. */
    private void dispatch(Edge edge) {
        listeners.forEach(listener -> call(listener, edge));
    }

    private static void call(Consumer<? super Edge> listener, Edge edge) {
        try {
            listener.accept(edge);
        } catch (Throwable t) { // also checked ones, which other languages throw
            report(t);
        }
    }

    /** Reports a failure as the JVM does, which ignores what the handler throws. */
    private static void report(Throwable failure) {
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        } catch (Throwable ignored) {
            // the next listeners and edges come all the same
        }
    }

    @Override
    void end() {
        listeners.clear();
    }
}
