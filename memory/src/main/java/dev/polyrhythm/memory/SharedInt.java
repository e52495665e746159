package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.polyrhythm.memory.internal.cell.CellType;
import dev.polyrhythm.memory.internal.region.Block;
import java.io.Serial;
import java.lang.invoke.VarHandle;
import java.util.function.IntUnaryOperator;

/**
 * An {@code int} that all processes of a program share.
 *
 * <p>A worker gets hold of it by capturing it; it lives as long as the program. Every operation is
 * atomic and may be used by any thread of any process. Memory effects are those of a volatile
 * variable, across processes too: what happened before a {@code set} in one process is seen after
 * the {@code get} that reads it in another.
 */
public final class SharedInt extends SharedObject {
    @Serial private static final long serialVersionUID = 1L;
    private static final VarHandle CELL = JAVA_INT.varHandle();

    SharedInt(Block block) {
        super(CellType.INT, block);
    }

    /**
     * Makes a new shared value.
     *
     * @param initial its first value
     * @return the value, to be captured by workers
     * @throws PolyrhythmException if there is no space for it
     */
    public static SharedInt create(int initial) {
        SharedInt created = new SharedInt(allocate(CellType.INT, 1));
        created.set(initial);
        return created;
    }

    /**
     * Reads the value.
     *
     * @return the value that any process has set last
     */
    public int get() {
        return (int) CELL.getVolatile(data, 0L);
    }

    /**
     * Sets the value.
     *
     * @param value the value that every process reads from now on
     */
    public void set(int value) {
        CELL.setVolatile(data, 0L, value);
    }

    /**
     * Adds, in one step.
     *
     * @param delta the amount to add
     * @return the value before
     */
    public int getAndAdd(int delta) {
        return (int) CELL.getAndAdd(data, 0L, delta);
    }

    /**
     * Adds, in one step.
     *
     * @param delta the amount to add
     * @return the value after
     */
    public int addAndGet(int delta) {
        return getAndAdd(delta) + delta;
    }

    /**
     * Sets the value if it equals the expected one.
     *
     * @param expected the value to compare with
     * @param value the value to set then
     * @return true if it was equal, and is set
     */
    public boolean compareAndSet(int expected, int value) {
        return CELL.compareAndSet(data, 0L, expected, value);
    }

    /**
     * Replaces the value by a function of it, in one step.
     *
     * @param function without side effects: it is called again when another thread was faster
     * @return the value after
     */
    public int update(IntUnaryOperator function) {
        while (true) {
            int before = get();
            int after = function.applyAsInt(before);
            if (compareAndSet(before, after)) {
                return after;
            }
        }
    }

    /** Returns the value as text. */
    @Override
    public String toString() {
        return Integer.toString(get());
    }
}
