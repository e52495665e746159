package dev.polyrhythm.memory.internal.codec;

import dev.polyrhythm.memory.internal.region.MemoryAccess;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads null, primitives, strings and shared objects from a little-endian buffer.
 *
 * <p>The part of the codec that a process runs before its task. A fresh JVM loads this class alone:
 * nothing here uses method handles, memory segments, reflection or a switch over patterns.
 */
public final class SimpleValueReader {
    private SimpleValueReader() {}

    /** Reads a value with its header; the counterpart of {@link SimpleValues#write}. */
    public static @Nullable Object read(ByteBuffer in) {
        int header = in.getInt();
        int kind = header >>> ValueKind.KIND_SHIFT;
        int length = header & ValueKind.LENGTH_MASK;
        return switch (kind) {
            case ValueKind.NULL -> null;
            case ValueKind.LATIN1 -> latin1(in, length);
            case ValueKind.TEXT -> chars(in, length / Character.BYTES);
            case ValueKind.SHARED -> shared(in, length);
            default -> ofBits(kind, bits(in, length));
        };
    }

    /** Reads the lowest bytes of a primitive's bits. */
    static long bits(ByteBuffer in, int byteSize) {
        return switch (byteSize) {
            case Byte.BYTES -> in.get();
            case Short.BYTES -> in.getShort();
            case Integer.BYTES -> in.getInt();
            default -> in.getLong();
        };
    }

    /** Makes a primitive's wrapper of its bits; only as many as it has count. */
    static Object ofBits(int kind, long bits) {
        return switch (kind) {
            case ValueKind.INT -> (int) bits;
            case ValueKind.LONG -> bits;
            case ValueKind.DOUBLE -> Double.longBitsToDouble(bits);
            case ValueKind.BOOLEAN -> bits != 0;
            case ValueKind.FLOAT -> Float.intBitsToFloat((int) bits);
            case ValueKind.CHAR -> (char) bits;
            case ValueKind.SHORT -> (short) bits;
            case ValueKind.BYTE -> (byte) bits;
            default -> throw new IllegalArgumentException("no kind of value: kind=" + kind);
        };
    }

    /** Reads what {@link GrowingBuffer#putText} wrote. */
    public static @Nullable String readText(ByteBuffer in) {
        int length = in.getInt();
        if (length == GrowingBuffer.NO_TEXT) {
            return null;
        }
        return in.get() == Byte.BYTES ? latin1(in, length) : chars(in, length);
    }

    /** Reads what {@link GrowingBuffer#putSizedBytes} wrote. */
    public static byte[] readSizedBytes(ByteBuffer in) {
        return bytes(in, in.getInt());
    }

    private static String latin1(ByteBuffer in, int length) {
        return new String(bytes(in, length), StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        requireRemaining(in, length);
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static String chars(ByteBuffer in, int count) {
        requireRemaining(in, (long) count * Character.BYTES);
        char[] chars = new char[count];
        for (int i = 0; i < count; i++) {
            chars[i] = in.getChar();
        }
        return new String(chars);
    }

    /** Before an array is made: a damaged length can be anything. */
    private static void requireRemaining(ByteBuffer in, long byteSize) {
        Objects.checkFromIndexSize(0, byteSize, in.remaining());
    }

    /** A slice is big-endian, as the data stream is that a shared object's place is written to. */
    private static Object shared(ByteBuffer in, int length) {
        ByteBuffer place = in.slice(in.position(), length);
        in.position(in.position() + length);
        return MemoryAccess.get().read(place);
    }

    /**
     * Finds the shared object that bytes of {@link ValueKind#SHARED} say.
     *
     * @param bytes all of them
     */
    public static Object readShared(byte[] bytes) {
        return MemoryAccess.get().read(ByteBuffer.wrap(bytes));
    }
}
