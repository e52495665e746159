package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.polyrhythm.memory.internal.region.Block;
import java.io.Serial;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * An array of {@code short} that all processes of a program share.
 *
 * <p>A worker gets hold of it by capturing it; it lives as long as the program, or until it is
 * {@linkplain #close() closed}. Operations on one element are atomic, with the memory effects of a
 * volatile variable, across processes too. Bulk operations copy at the speed of memory and are not
 * atomic as a whole: a reader beside them can see some elements before and some after.
 */
public final class SharedShortArray extends SharedArray {
    @Serial private static final long serialVersionUID = 1L;
    private static final VarHandle ELEMENT = JAVA_SHORT.varHandle();

    SharedShortArray(Block block) {
        super(CellType.SHORT_ARRAY, block);
    }

    /**
     * Makes a new array of zeros.
     *
     * @param length number of elements, 0 or more
     * @return the array, to be captured by workers
     * @throws IllegalArgumentException if the length is negative
     * @throws PolyrhythmException if there is no space for it
     */
    public static SharedShortArray create(int length) {
        return new SharedShortArray(allocateArray(CellType.SHORT_ARRAY, length));
    }

    /**
     * Makes a new array of the values.
     *
     * @param values the elements, copied
     * @return the array, to be captured by workers
     * @throws PolyrhythmException if there is no space for it
     */
    public static SharedShortArray of(short... values) {
        SharedShortArray created = create(values.length);
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
    public short get(int index) {
        checkIndex(index);
        return (short) ELEMENT.getVolatile(data, at(index));
    }

    /**
     * Sets an element.
     *
     * @param index 0 to length - 1
     * @param value its new value
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public void set(int index, short value) {
        checkIndex(index);
        ELEMENT.setVolatile(data, at(index), value);
    }

    /**
     * Adds to an element, in one step.
     *
     * @param index 0 to length - 1
     * @param delta what to add
     * @return its value before
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public short getAndAdd(int index, short delta) {
        checkIndex(index);
        return (short) SubwordAtomics.getAndAdd(data, at(index), Short.SIZE, delta);
    }

    /**
     * Copies all elements.
     *
     * @return a new array on this process's heap
     */
    public short[] toArray() {
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
    public short[] toArray(int from, int to) {
        checkRange(from, to);
        return elements.asSlice(at(from), at(to - from)).toArray(JAVA_SHORT);
    }

    /**
     * Copies elements that follow each other into an array that is there already.
     *
     * @param at index of the first to copy
     * @param target all of it is filled
     * @throws IndexOutOfBoundsException if it reaches over the end
     */
    public void getAll(int at, short[] target) {
        checkRange(at, at + target.length);
        MemorySegment.copy(data, JAVA_SHORT, at(at), target, 0, target.length);
    }

    /**
     * Sets elements that follow each other.
     *
     * @param at index of the first to set
     * @param values their new values, copied
     * @throws IndexOutOfBoundsException if they reach over the end
     */
    public void setAll(int at, short[] values) {
        checkRange(at, at + values.length);
        MemorySegment.copy(values, 0, data, JAVA_SHORT, at(at), values.length);
    }

    /**
     * Sets every element.
     *
     * @param value the new value of each
     */
    public void fill(short value) {
        short[] values = new short[Math.min(length(), FILL_STEP)];
        Arrays.fill(values, value);
        for (int at = 0; at < length(); at += values.length) {
            int count = Math.min(values.length, length() - at);
            MemorySegment.copy(values, 0, data, JAVA_SHORT, at(at), count);
        }
    }

    /**
     * The elements one after the other, as ints.
     *
     * @return a stream of the values at the time that each is reached
     */
    public IntStream stream() {
        return IntStream.range(0, length()).map(this::get);
    }

    private static long at(int index) {
        return (long) index * Short.BYTES;
    }

    @Override
    String elementsAsText() {
        return Arrays.toString(toArray());
    }
}
