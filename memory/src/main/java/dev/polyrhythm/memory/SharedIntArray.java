package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.polyrhythm.memory.internal.cell.CellType;
import dev.polyrhythm.memory.internal.region.Block;
import java.io.Serial;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * An array of {@code int} that all processes of a program share.
 *
 * <p>A worker gets hold of it by capturing it; it lives as long as the program, or until it is
 * {@linkplain #close() closed}. Operations on one element are atomic, with the memory effects of a
 * volatile variable, across processes too. Bulk operations copy at the speed of memory and are not
 * atomic as a whole: a reader beside them can see some elements before and some after.
 */
public final class SharedIntArray extends SharedArray {
    @Serial private static final long serialVersionUID = 1L;
    private static final VarHandle ELEMENT = JAVA_INT.varHandle();

    SharedIntArray(Block block) {
        super(CellType.INT_ARRAY, block);
    }

    /**
     * Makes a new array of zeros.
     *
     * @param length number of elements, 0 or more
     * @return the array, to be captured by workers
     * @throws IllegalArgumentException if the length is negative
     * @throws PolyrhythmException if there is no space for it
     */
    public static SharedIntArray create(int length) {
        return new SharedIntArray(allocateArray(CellType.INT_ARRAY, length));
    }

    /**
     * Makes a new array of the values.
     *
     * @param values the elements, copied
     * @return the array, to be captured by workers
     * @throws PolyrhythmException if there is no space for it
     */
    public static SharedIntArray of(int... values) {
        SharedIntArray created = create(values.length);
        created.setAll(0, values);
        return created;
    }

    /**
     * Reads an element.
     *
     * @param index 0 to length - 1
     * @return its value
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public int get(int index) {
        checkIndex(index);
        return (int) ELEMENT.getVolatile(data, at(index));
    }

    /**
     * Sets an element.
     *
     * @param index 0 to length - 1
     * @param value its new value
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public void set(int index, int value) {
        checkIndex(index);
        ELEMENT.setVolatile(data, at(index), value);
    }

    /**
     * Adds to an element, in one step.
     *
     * @param index 0 to length - 1
     * @param delta the amount to add
     * @return its value before
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public int getAndAdd(int index, int delta) {
        checkIndex(index);
        return (int) ELEMENT.getAndAdd(data, at(index), delta);
    }

    /**
     * Copies all elements.
     *
     * @return a new array on this process's heap
     */
    public int[] toArray() {
        return toArray(0, length());
    }

    /**
     * Copies some elements.
     *
     * @param from index of the first
     * @param to index after the last
     * @return a new array on this process's heap
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public int[] toArray(int from, int to) {
        checkRange(from, to);
        return elements.asSlice(at(from), at(to - from)).toArray(JAVA_INT);
    }

    /**
     * Copies elements that follow each other into an array that is there already.
     *
     * @param at index of the first to copy
     * @param target all of it is filled
     * @throws IndexOutOfBoundsException if it reaches over the end
     */
    public void getAll(int at, int[] target) {
        checkRange(at, at + target.length);
        MemorySegment.copy(data, JAVA_INT, at(at), target, 0, target.length);
    }

    /**
     * Sets elements that follow each other.
     *
     * @param at index of the first to set
     * @param values their new values, copied
     * @throws IndexOutOfBoundsException if they reach over the end
     */
    public void setAll(int at, int[] values) {
        checkRange(at, at + values.length);
        MemorySegment.copy(values, 0, data, JAVA_INT, at(at), values.length);
    }

    /**
     * Sets every element.
     *
     * @param value the new value of each
     */
    public void fill(int value) {
        int[] values = new int[Math.min(length(), FILL_STEP)];
        Arrays.fill(values, value);
        for (int at = 0; at < length(); at += values.length) {
            int count = Math.min(values.length, length() - at);
            MemorySegment.copy(values, 0, data, JAVA_INT, at(at), count);
        }
    }

    /**
     * Returns the elements one after the other.
     *
     * @return a stream of a copy
     */
    public IntStream stream() {
        return IntStream.of(toArray());
    }

    private static long at(int index) {
        return (long) index * Integer.BYTES;
    }

    @Override
    String elementsAsText() {
        return Arrays.toString(toArray());
    }
}
