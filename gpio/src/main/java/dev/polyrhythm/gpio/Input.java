package dev.polyrhythm.gpio;

import dev.polyrhythm.gpio.internal.ClaimedLine;
import dev.polyrhythm.memory.ClosedException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A pin that is read, and listened to, opened by {@link Board#input}.
 *
 * <p>Listeners are called one after the other, by a thread of the board in the process that opened
 * the input, for each edge in its order with the time at which it was; a slow listener delays the
 * later ones but loses none of the last 16,384. An exception that leaves a listener goes to the
 * thread's uncaught exception handler, and the next edge is handed on. All methods may be called by
 * any thread of the process that opened it.
 */
public final class Input extends Pin {
    private final List<Consumer<? super Edge>> listeners = new CopyOnWriteArrayList<>();

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
     * Calls a listener for each edge from now on.
     *
     * @param listener what to call
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void onEdge(Consumer<? super Edge> listener) {
        requireOpen();
        listeners.add(listener);
        if (listeners.size() == 1) {
            line.follow(this::dispatch);
        }
    }

    /**
     * Calls a listener for each rising edge from now on.
     *
     * @param listener what to call
     * @throws ClosedException after {@link #close()}
     */
    public void onRise(Consumer<? super Edge> listener) {
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
        onEdge(edge -> {
            if (!edge.high()) {
                listener.accept(edge);
            }
        });
    }

    /** Calls the listeners; on the board's thread. */
    private void dispatch(Edge edge) {
        listeners.forEach(listener -> call(listener, edge));
    }

    private static void call(Consumer<? super Edge> listener, Edge edge) {
        try {
            listener.accept(edge);
        } catch (RuntimeException | Error e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    @Override
    void end() {
        listeners.clear();
    }
}
