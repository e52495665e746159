package dev.polyrhythm.memory.internal.codec;

import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An array that grows while bytes are appended, in the machine's byte order. One thread writes. */
public class GrowingBuffer extends OutputStream {
    static final int NO_TEXT = -1;
    private static final int FIRST_SIZE = 256;
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private ByteBuffer buffer;

    public GrowingBuffer() {
        this(FIRST_SIZE);
    }

    GrowingBuffer(int firstSize) {
        this.buffer = wrap(new byte[firstSize]);
    }

    private static ByteBuffer wrap(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    /** The array with the bytes, from its start on, and unused room behind them. */
    public byte[] array() {
        return buffer.array();
    }

    public int size() {
        return buffer.position();
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(array(), size());
    }

    public void reset() {
        buffer.clear();
    }

    /** Removes the bytes from a position on. */
    public void truncate(int size) {
        buffer.position(size);
    }

    @Override
    public void write(int value) {
        room(Byte.BYTES).put((byte) value);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        room(length).put(bytes, from, length);
    }

    public void putByte(int value) {
        write(value);
    }

    public void putInt(int value) {
        room(Integer.BYTES).putInt(value);
    }

    public void putLong(long value) {
        room(Long.BYTES).putLong(value);
    }

    public void putBytes(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    /** Appends an array with its length. */
    public void putSizedBytes(byte[] bytes) {
        putInt(bytes.length);
        putBytes(bytes);
    }

    /** Replaces an int that was appended before. */
    public void setInt(int position, int value) {
        buffer.putInt(position, value);
    }

    /** Appends the lowest bytes of a primitive's bits. */
    void putBits(long bits, int byteSize) {
        ByteBuffer target = room(byteSize);
        switch (byteSize) {
            case Byte.BYTES -> target.put((byte) bits);
            case Short.BYTES -> target.putShort((short) bits);
            case Integer.BYTES -> target.putInt((int) bits);
            default -> target.putLong(bits);
        }
    }

    void putSegment(MemorySegment bytes) {
        int length = Math.toIntExact(bytes.byteSize());
        ByteBuffer target = room(length);
        int at = target.position();
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, 0, target.array(), at, length);
        target.position(at + length);
    }

    /** Appends a string with its length; null is one, too. */
    public void putText(@Nullable String text) {
        putInt(text == null ? NO_TEXT : text.length());
        if (text != null) {
            int at = size();
            putByte(0);
            int width = putCharacters(text); // which may make a larger buffer
            buffer.put(at, (byte) width);
        }
    }

    /** Appends a string's characters; returns the number of bytes that each of them takes. */
    int putCharacters(String text) {
        byte[] latin1 = latin1(text);
        if (latin1 != null) {
            putBytes(latin1);
            return Byte.BYTES;
        }
        ByteBuffer target = room(Math.multiplyExact(text.length(), Character.BYTES));
        for (int i = 0; i < text.length(); i++) {
            target.putChar(text.charAt(i));
        }
        return Character.BYTES;
    }

    /** A string's bytes if all its characters are Latin-1, else null. */
    static byte @Nullable [] latin1(String text) {
        byte[] latin1 = text.getBytes(StandardCharsets.ISO_8859_1);
        return new String(latin1, StandardCharsets.ISO_8859_1).equals(text) ? latin1 : null;
    }

    private ByteBuffer room(int count) {
        if (buffer.remaining() < count) {
            int needed = Math.addExact(size(), count);
            int doubled = (int) Math.min(2L * buffer.capacity(), LARGEST);
            byte[] larger = Arrays.copyOf(array(), Math.max(needed, doubled));
            buffer = wrap(larger).position(size());
        }
        return buffer;
    }
}
