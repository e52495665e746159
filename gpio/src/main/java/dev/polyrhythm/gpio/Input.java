package dev.polyrhythm.gpio;

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
    private final EdgeCursor cursor;

    Input(SimulatedBoard board, int pin) {
        super(board, pin);
        this.cursor = new EdgeCursor(memory, line.lastEdge() + 1);
    }

    /**
     * The level of the line.
     *
     * @return true if it is high
     * @throws ClosedException after {@link #close()}
     */
    public boolean get() {
        requireOpen();
        return line.level();
    }

    /**
     * Has a listener called for each edge from now on.
     *
     * @param listener what to call
     * @throws ClosedException after {@link #close()}
     */
    public void onEdge(Consumer<? super Edge> listener) {
        requireOpen();
        listeners.add(listener);
        board.listen(this);
    }

    /**
     * Has a listener called for each rising edge from now on.
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
     * Has a listener called for each falling edge from now on.
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

    /** Hands the new edges to the listeners; called by the board's thread. */
    void dispatch() {
        cursor.drain(edge -> listeners.forEach(listener -> call(listener, edge)));
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
    void rest() {
        listeners.clear();
    }
}
