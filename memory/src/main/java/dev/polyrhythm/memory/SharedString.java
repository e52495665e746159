package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.cell.CellType;
import java.io.Serial;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * A string that all processes of a program share, that is replaced as a whole, and that is never
 * seen half written. Its length may change, up to a capacity in bytes: it is stored as UTF-8, in
 * which a character takes 1 (ASCII) to 4 bytes.
 *
 * {@snippet file="dev/polyrhythm/memory/TextSnippets.java" region="string"}
 *
 * <p>A worker gets hold of it by capturing it; it lives as long as the program, or until it is
 * {@linkplain #close() closed}. All methods may be used by any thread of any process: readers never
 * wait, writers exclude each other. A writer gives way only to a reader that was overtaken many
 * times in a row, which takes large values, for as long as copying one takes. A writer that is
 * killed in the middle leaves the last complete string. What happened before a {@code set} in one
 * process is seen after the {@code get} that reads it in another.
 *
 * <p>Half of a surrogate pair is not a character and has no bytes in UTF-8: a string with one is
 * refused, as it could not be read back as it was.
 */
public final class SharedString implements AutoCloseable, Serializable {
    @Serial private static final long serialVersionUID = 1L;

    private final SharedBytes bytes;

    private SharedString(int capacityBytes) {
        this.bytes = SharedBytes.create(CellType.STRING, capacityBytes);
    }

    /**
     * Makes a new, empty string.
     *
     * @param capacityBytes how many bytes of UTF-8 it can hold, at least 1
     * @return the string, to be captured by workers
     * @throws IllegalArgumentException if the capacity is less than 1
     * @throws PolyrhythmException if there is no space for it
     */
    public static SharedString create(int capacityBytes) {
        return new SharedString(capacityBytes);
    }

    /**
     * Makes a new string.
     *
     * @param capacityBytes how many bytes of UTF-8 it can hold, at least 1
     * @param initial its first value
     * @return the string, to be captured by workers
     * @throws IllegalArgumentException if the capacity is less than 1, or the string is longer or
     *     has half of a surrogate pair
     * @throws PolyrhythmException if there is no space for it
     */
    public static SharedString create(int capacityBytes, String initial) {
        SharedString created = create(capacityBytes);
        created.set(initial);
        return created;
    }

    /**
     * Reads the string.
     *
     * @return the string that was set last; always whole
     */
    public String get() {
        return decode(bytes.get());
    }

    /**
     * Replaces the string.
     *
     * @param value the string that every process reads from now on
     * @throws IllegalArgumentException if it takes more bytes than the capacity, or has half of a
     *     surrogate pair; nothing is changed then
     */
    public void set(String value) {
        bytes.set(encode(value));
    }

    /**
     * Replaces the string by a function of it, in one step.
     *
     * @param function called once; other writers wait for it, readers do not
     * @return the string after
     * @throws IllegalArgumentException if that takes more bytes than the capacity, or has half of a
     *     surrogate pair; nothing is changed then
     */
    public String update(UnaryOperator<String> function) {
        return decode(bytes.update(before -> encode(function.apply(decode(before)))));
    }

    /**
     * Replaces the string if it equals the expected one.
     *
     * @param expected the string to compare with
     * @param value the string to set then
     * @return true if it was equal, and is set
     * @throws IllegalArgumentException if the value takes more bytes than the capacity, or one of
     *     the two has half of a surrogate pair
     */
    public boolean compareAndSet(String expected, String value) {
        return bytes.compareAndSet(encode(expected), encode(value));
    }

    /**
     * Returns the capacity.
     *
     * @return how many bytes of UTF-8 it can hold; it never changes
     */
    public int capacity() {
        return bytes.capacity();
    }

    /**
     * Returns where the bytes are, for other languages.
     *
     * @return the file and the place in it
     */
    public MemoryLocation location() {
        return bytes.location();
    }

    private static String decode(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static byte[] encode(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        if (!decode(utf8).equals(value)) {
            throw new IllegalArgumentException(
                    "a string must not have half of a surrogate pair: index=" + indexOfHalf(value));
        }
        return utf8;
    }

    private static int indexOfHalf(String value) {
        int index = 0;
        while (!isHalf(value.codePointAt(index))) {
            index = value.offsetByCodePoints(index, 1);
        }
        return index;
    }

    private static boolean isHalf(int codePoint) {
        return codePoint <= Character.MAX_VALUE && Character.isSurrogate((char) codePoint);
    }

    /**
     * Ends it for this process, which never needs to be done, but frees the memory of a large one
     * once every process that used it has closed it or ended. A worker that gets hold of it after
     * that finds it closed. Idempotent.
     */
    @Override
    public void close() {
        bytes.close();
    }

    /** Returns the string itself. */
    @Override
    public String toString() {
        return bytes.isClosed() ? "closed" : get();
    }
}
