package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.polyrhythm.memory.internal.cell.CellType;
import dev.polyrhythm.memory.internal.region.Block;
import java.io.Serial;
import java.lang.invoke.VarHandle;

/**
 * A {@code boolean} that all processes of a program share.
 *
 * <p>A worker gets hold of it by capturing it; it lives as long as the program. Every operation is
 * atomic and may be used by any thread of any process. Memory effects are those of a volatile
 * variable, across processes too: what happened before a {@code set} in one process is seen after
 * the {@code get} that reads it in another.
 */
public final class SharedBoolean extends SharedObject {
    @Serial private static final long serialVersionUID = 1L;
    private static final VarHandle CELL = JAVA_INT.varHandle(); // an int: 0 or 1

    SharedBoolean(Block block) {
        super(CellType.BOOLEAN, block);
    }

    /**
     * Makes a new shared value.
     *
     * @param initial its first value
     * @return the value, to be captured by workers
     * @throws PolyrhythmException if there is no space for it
     */
    public static SharedBoolean create(boolean initial) {
        SharedBoolean created = new SharedBoolean(allocate(CellType.BOOLEAN, 1));
        created.set(initial);
        return created;
    }

    /**
     * Reads the value.
     *
     * @return the value that any process has set last
     */
    public boolean get() {
        return (int) CELL.getVolatile(data, 0L) != 0;
    }

    /**
     * Sets the value.
     *
     * @param value the value that every process reads from now on
     */
    public void set(boolean value) {
        CELL.setVolatile(data, 0L, toInt(value));
    }

    /**
     * Sets the value, in one step with reading it.
     *
     * @param value the value to set
     * @return the value before
     */
    public boolean getAndSet(boolean value) {
        return (int) CELL.getAndSet(data, 0L, toInt(value)) != 0;
    }

    /**
     * Sets the value if it equals the expected one.
     *
     * @param expected the value to compare with
     * @param value the value to set then
     * @return true if it was equal, and is set
     */
    public boolean compareAndSet(boolean expected, boolean value) {
        return CELL.compareAndSet(data, 0L, toInt(expected), toInt(value));
    }

    private static int toInt(boolean value) {
        return value ? 1 : 0;
    }

    /** Returns the value as text. */
    @Override
    public String toString() {
        return Boolean.toString(get());
    }
}
