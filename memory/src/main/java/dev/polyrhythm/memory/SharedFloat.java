package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.polyrhythm.memory.internal.region.Block;
import java.io.Serial;
import java.lang.invoke.VarHandle;

/**
 * A {@code float} that all processes of a program share.
 *
 * <p>A worker gets hold of it by capturing it; it lives as long as the program. Every operation is
 * atomic and may be used by any thread of any process. Memory effects are those of a volatile
 * variable, across processes too: what happened before a {@code set} in one process is seen after
 * the {@code get} that reads it in another.
 */
public final class SharedFloat extends SharedValue {
    @Serial private static final long serialVersionUID = 1L;
    private static final VarHandle CELL = JAVA_INT.varHandle();

    SharedFloat(Block block) {
        super(CellType.FLOAT, block);
    }

    /**
     * Makes a new shared value.
     *
     * @param initial what it holds at first
     * @return the value, to be captured by workers
     * @throws PolyrhythmException if there is no space for it
     */
    public static SharedFloat create(float initial) {
        SharedFloat created = new SharedFloat(allocate(CellType.FLOAT, 1));
        created.set(initial);
        return created;
    }

    /**
     * Reads the value.
     *
     * @return what was set last, by whichever process
     */
    public float get() {
        return Float.intBitsToFloat((int) CELL.getVolatile(data, 0L));
    }

    /**
     * Sets the value.
     *
     * @param value what every process reads from now on
     */
    public void set(float value) {
        CELL.setVolatile(data, 0L, Float.floatToRawIntBits(value));
    }

    /**
     * Adds, in one step.
     *
     * @param delta what to add
     * @return the value before
     */
    public float getAndAdd(float delta) {
        while (true) {
            float before = get();
            if (compareAndSet(before, before + delta)) {
                return before;
            }
        }
    }

    /**
     * Adds, in one step.
     *
     * @param delta what to add
     * @return the value after
     */
    public float addAndGet(float delta) {
        return update(value -> value + delta);
    }

    /**
     * Sets the value if it is what the caller thinks. They are compared bit by bit, so that {@code
     * NaN} equals itself.
     *
     * @param expected what it should be
     * @param value what to set then
     * @return true if it was, and is set
     */
    public boolean compareAndSet(float expected, float value) {
        return CELL.compareAndSet(
                data, 0L, Float.floatToRawIntBits(expected), Float.floatToRawIntBits(value));
    }

    /**
     * Replaces the value by a function of it, in one step.
     *
     * @param function without side effects: it is called again when another thread was faster
     * @return the value after
     */
    public float update(FloatOperator function) {
        while (true) {
            float before = get();
            float after = function.apply(before);
            if (compareAndSet(before, after)) {
                return after;
            }
        }
    }

    /** A function of a {@code float}, which the JDK does not have. */
    @FunctionalInterface
    public interface FloatOperator {
        /**
         * The function.
         *
         * @param value the value before
         * @return the value after
         */
        float apply(float value);
    }

    /** The value as text. */
    @Override
    public String toString() {
        return Float.toString(get());
    }
}
