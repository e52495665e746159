package dev.polyrhythm.memory.internal.codec;

import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An array that grows while bytes are appended, little-endian. One thread writes.
 *
 * <p>Numbers are stored byte by byte, which the compiler merges into one store: a buffer object
 * would be one more for each task of a pool, and a var handle takes the first start of a child
 * milliseconds.
 */
public class GrowingBuffer extends OutputStream {
    static final int NO_TEXT = -1;
    private static final int FIRST_SIZE = 256;
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private byte[] bytes;
    private int size;

    public GrowingBuffer() {
        this(FIRST_SIZE);
    }

    GrowingBuffer(int firstSize) {
        this.bytes = new byte[firstSize];
    }

    /** The array with the bytes, from its start on, and unused room behind them. */
    public byte[] array() {
        return bytes;
    }

    public int size() {
        return size;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    public void reset() {
        size = 0;
    }

    /** Removes the bytes from a position on. */
    public void truncate(int newSize) {
        size = newSize;
    }

    @Override
    public void write(int value) {
        int at = room(Byte.BYTES); // first: it may replace the array
        bytes[at] = (byte) value;
    }

    @Override
    public void write(byte[] source, int from, int length) {
        int at = room(length);
        System.arraycopy(source, from, bytes, at, length);
    }

    public void putByte(int value) {
        write(value);
    }

    public void putInt(int value) {
        setInt(room(Integer.BYTES), value);
    }

    public void putLong(long value) {
        int at = room(Long.BYTES);
        setInt(at, (int) value);
        setInt(at + Integer.BYTES, (int) (value >>> Integer.SIZE));
    }

    public void putBytes(byte[] source) {
        write(source, 0, source.length);
    }

    /** Appends an array with its length. */
    public void putSizedBytes(byte[] source) {
        putInt(source.length);
        putBytes(source);
    }

    /** Replaces an int that was appended before. */
    public void setInt(int at, int value) {
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >> 8);
        bytes[at + 2] = (byte) (value >> 16);
        bytes[at + 3] = (byte) (value >> 24);
    }

    private void putShort(int value) {
        int at = room(Short.BYTES);
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >> 8);
    }

    /** Appends the lowest bytes of a primitive's bits. */
    void putBits(long bits, int byteSize) {
        switch (byteSize) {
            case Byte.BYTES -> putByte((int) bits);
            case Short.BYTES -> putShort((int) bits);
            case Integer.BYTES -> putInt((int) bits);
            default -> putLong(bits);
        }
    }

    void putSegment(MemorySegment source) {
        int length = Math.toIntExact(source.byteSize());
        int at = room(length);
        MemorySegment.copy(source, ValueLayout.JAVA_BYTE, 0, bytes, at, length);
    }

    /** Appends a string with its length; null is one, too. */
    public void putText(@Nullable String text) {
        putInt(text == null ? NO_TEXT : text.length());
        if (text != null) {
            int at = room(Byte.BYTES);
            int width = putCharacters(text); // which may replace the array
            bytes[at] = (byte) width;
        }
    }

    /** Appends a string's characters; returns the number of bytes that each of them takes. */
    int putCharacters(String text) {
        byte[] latin1 = latin1(text);
        if (latin1 != null) {
            putBytes(latin1);
            return Byte.BYTES;
        }
        room(Math.multiplyExact(text.length(), Character.BYTES));
        size -= text.length() * Character.BYTES;
        for (int i = 0; i < text.length(); i++) {
            putShort(text.charAt(i));
        }
        return Character.BYTES;
    }

    /** Returns a string's bytes if all its characters are Latin-1, else null. */
    static byte @Nullable [] latin1(String text) {
        byte[] latin1 = text.getBytes(StandardCharsets.ISO_8859_1);
        return new String(latin1, StandardCharsets.ISO_8859_1).equals(text) ? latin1 : null;
    }

    /** Adds bytes, whose values are the caller's to set; returns where they begin. */
    private int room(int count) {
        int start = size;
        int needed = Math.addExact(start, count);
        if (needed > bytes.length) {
            int doubled = (int) Math.min(2L * bytes.length, LARGEST);
            bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
        }
        size = needed;
        return start;
    }
}
