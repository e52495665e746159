package dev.polyrhythm;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.Serial;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A value that each worker has for itself: a connection, a parser, a loaded model, made when the
 * worker first needs it and kept for its next jobs.
 *
 * {@snippet file="dev/polyrhythm/PoolSnippets.java" region="local"}
 *
 * <p>The value lives as long as the worker. In a process of a {@link WorkerPool} all threads have
 * the same value, and may ask for it at the same time; elsewhere each {@link Worker} has its own,
 * and so has each thread that is none. A job gets hold of it by capturing it: the same variable
 * travels, its values do not.
 *
 * @param <T> the type of the values
 */
public final class WorkerLocal<T> implements Serializable {
    @Serial private static final long serialVersionUID = 1L;

    private static final Map<String, Slot> OF_PROCESS = new ConcurrentHashMap<>();
    private static final Map<Worker, Map<String, Slot>> OF_WORKERS =
            Collections.synchronizedMap(new WeakHashMap<>());
    private static volatile boolean onePerProcess;

    private final String id = UUID.randomUUID().toString();
    private final Job<? extends T> initial;

    private WorkerLocal(Job<? extends T> initial) {
        this.initial = initial;
    }

    /**
     * Makes a variable.
     *
     * @param <T> the type of the values
     * @param initial makes a worker's value, which is not null
     * @return a new one
     */
    public static <T> WorkerLocal<T> withInitial(Job<? extends T> initial) {
        return new WorkerLocal<>(Objects.requireNonNull(initial, "initial"));
    }

    /** Makes all threads of this process, which is a worker's, share its values. */
    static void becomeOnePerProcess() {
        onePerProcess = true;
    }

    /**
     * Returns this worker's value, made if it has none yet.
     *
     * @return always the same object in the same worker
     * @throws PolyrhythmException if it cannot be made; the cause says why, and the next call tries
     *     again
     */
    @SuppressWarnings("unchecked") // only this variable's values have its id
    public T get() {
        Map<String, Slot> values =
                onePerProcess
                        ? OF_PROCESS
                        : OF_WORKERS.computeIfAbsent(
                                Worker.current(), worker -> new ConcurrentHashMap<>());
        return (T) values.computeIfAbsent(id, absent -> new Slot()).get(this);
    }

    /** Holds one worker's value. Making it may ask for other variables. */
    private static final class Slot {
        private @Nullable Object value;

        synchronized Object get(WorkerLocal<?> variable) {
            Object known = value;
            if (known == null) {
                known = variable.make();
                value = known;
            }
            return known;
        }
    }

    private Object make() {
        try {
            return Objects.requireNonNull(initial.call(), "a worker's value must not be null");
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new PolyrhythmException("the worker's value cannot be made: reason=" + e, e);
        }
    }
}
