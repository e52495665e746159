package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.internal.region.Block;
import java.io.Serial;
import java.lang.invoke.VarHandle;
import java.util.function.DoubleUnaryOperator;

/**
 * A {@code double} that all processes of a program share.
 *
 * <p>A worker gets hold of it by capturing it; it lives as long as the program. Every operation is
 * atomic and may be used by any thread of any process. Memory effects are those of a volatile
 * variable, across processes too: what happened before a {@code set} in one process is seen after
 * the {@code get} that reads it in another.
 */
public final class SharedDouble extends SharedValue {
    @Serial private static final long serialVersionUID = 1L;
    private static final VarHandle CELL = JAVA_LONG.varHandle();

    SharedDouble(Block block) {
        super(CellType.DOUBLE, block);
    }

    /**
     * Makes a new shared value.
     *
     * @param initial what it holds at first
     * @return the value, to be captured by workers
     * @throws PolyrhythmException if there is no space for it
     */
    public static SharedDouble create(double initial) {
        SharedDouble created = new SharedDouble(allocate(CellType.DOUBLE, 1));
        created.set(initial);
        return created;
    }

    /**
     * Reads the value.
     *
     * @return what was set last, by whichever process
     */
    public double get() {
        return Double.longBitsToDouble((long) CELL.getVolatile(data, 0L));
    }

    /**
     * Sets the value.
     *
     * @param value what every process reads from now on
     */
    public void set(double value) {
        CELL.setVolatile(data, 0L, Double.doubleToRawLongBits(value));
    }

    /**
     * Adds, in one step.
     *
     * @param delta what to add
     * @return the value before
     */
    public double getAndAdd(double delta) {
        while (true) {
            double before = get();
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
    public double addAndGet(double delta) {
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
    public boolean compareAndSet(double expected, double value) {
        return CELL.compareAndSet(
                data, 0L, Double.doubleToRawLongBits(expected), Double.doubleToRawLongBits(value));
    }

    /**
     * Replaces the value by a function of it, in one step.
     *
     * @param function without side effects: it is called again when another thread was faster
     * @return the value after
     */
    public double update(DoubleUnaryOperator function) {
        while (true) {
            double before = get();
            double after = function.applyAsDouble(before);
            if (compareAndSet(before, after)) {
                return after;
            }
        }
    }

    /** The value as text. */
    @Override
    public String toString() {
        return Double.toString(get());
    }
}
