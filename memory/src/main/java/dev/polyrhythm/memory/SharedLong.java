package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.internal.region.Block;
import java.io.Serial;
import java.lang.invoke.VarHandle;
import java.util.function.LongUnaryOperator;

/**
 * A {@code long} that all processes of a program share.
 *
 * <p>A worker gets hold of it by capturing it; it lives as long as the program. Every operation is
 * atomic and may be used by any thread of any process. Memory effects are those of a volatile
 * variable, across processes too: what happened before a {@code set} in one process is seen after
 * the {@code get} that reads it in another.
 */
public final class SharedLong extends SharedValue {
    @Serial private static final long serialVersionUID = 1L;
    private static final VarHandle CELL = JAVA_LONG.varHandle();

    SharedLong(Block block) {
        super(CellType.LONG, block);
    }

    /**
     * Makes a new shared value.
     *
     * @param initial what it holds at first
     * @return the value, to be captured by workers
     * @throws PolyrhythmException if there is no space for it
     */
    public static SharedLong create(long initial) {
        SharedLong created = new SharedLong(allocate(CellType.LONG, 1));
        created.set(initial);
        return created;
    }

    /**
     * Reads the value.
     *
     * @return what was set last, by whichever process
     */
    public long get() {
        return (long) CELL.getVolatile(data, 0L);
    }

    /**
     * Sets the value.
     *
     * @param value what every process reads from now on
     */
    public void set(long value) {
        CELL.setVolatile(data, 0L, value);
    }

    /**
     * Adds, in one step.
     *
     * @param delta what to add
     * @return the value before
     */
    public long getAndAdd(long delta) {
        return (long) CELL.getAndAdd(data, 0L, delta);
    }

    /**
     * Adds, in one step.
     *
     * @param delta what to add
     * @return the value after
     */
    public long addAndGet(long delta) {
        return getAndAdd(delta) + delta;
    }

    /**
     * Sets the value if it is what the caller thinks.
     *
     * @param expected what it should be
     * @param value what to set then
     * @return true if it was, and is set
     */
    public boolean compareAndSet(long expected, long value) {
        return CELL.compareAndSet(data, 0L, expected, value);
    }

    /**
     * Replaces the value by a function of it, in one step.
     *
     * @param function without side effects: it is called again when another thread was faster
     * @return the value after
     */
    public long update(LongUnaryOperator function) {
        while (true) {
            long before = get();
            long after = function.applyAsLong(before);
            if (compareAndSet(before, after)) {
                return after;
            }
        }
    }

    /** The value as text. */
    @Override
    public String toString() {
        return Long.toString(get());
    }
}
