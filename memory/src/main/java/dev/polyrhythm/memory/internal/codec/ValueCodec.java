package dev.polyrhythm.memory.internal.codec;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_CHAR;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.Serializer;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.ServiceLoader;

/**
 * Turns an object into a kind and an array that is copied into shared memory, and back. Arrays of
 * primitives are copied as they are; a wrapper is an array of one; a string is its bytes if all its
 * characters are Latin-1, else its characters; everything else goes through the {@link Serializer}.
 */
public final class ValueCodec {
    private static final long LARGEST = 1 << 30; // its block is of a power of two
    private static final int BYTES = 1;
    private static final int SHORTS = 2;
    private static final int CHARS = 3;
    private static final int INTS = 4;
    private static final int LONGS = 5;
    private static final int FLOATS = 6;
    private static final int DOUBLES = 7;
    private static final int BOOLEANS = 8;
    private static final int BYTE = 17;
    private static final int SHORT = 18;
    private static final int CHAR = 19;
    private static final int INT = 20;
    private static final int LONG = 21;
    private static final int FLOAT = 22;
    private static final int DOUBLE = 23;
    private static final int BOOLEAN = 24;
    private static final int LATIN1 = 32;
    private static final int TEXT = 33;
    private static final int OBJECT = 64;

    private ValueCodec() {}

    /**
     * An item's bytes. An array is not copied yet.
     *
     * @throws IllegalArgumentException if it cannot travel
     */
    public static EncodedItem encode(Object item) {
        EncodedItem encoded = wrap(item);
        if (encoded.byteSize() > LARGEST) {
            throw new IllegalArgumentException(
                    "the item is too large: class=%s, byteSize=%d, limit=%d"
                            .formatted(item.getClass().getName(), encoded.byteSize(), LARGEST));
        }
        return encoded;
    }

    private static EncodedItem wrap(Object item) {
        return switch (item) {
            case byte[] a -> new EncodedItem(BYTES, MemorySegment.ofArray(a));
            case String s -> encodeText(s);
            case Integer i -> new EncodedItem(INT, MemorySegment.ofArray(new int[] {i}));
            case Long l -> new EncodedItem(LONG, MemorySegment.ofArray(new long[] {l}));
            case Double d -> new EncodedItem(DOUBLE, MemorySegment.ofArray(new double[] {d}));
            case Float f -> new EncodedItem(FLOAT, MemorySegment.ofArray(new float[] {f}));
            case Boolean b -> new EncodedItem(BOOLEAN, toSegment(b));
            case Character c -> new EncodedItem(CHAR, MemorySegment.ofArray(new char[] {c}));
            case Short s -> new EncodedItem(SHORT, MemorySegment.ofArray(new short[] {s}));
            case Byte b -> new EncodedItem(BYTE, MemorySegment.ofArray(new byte[] {b}));
            case int[] a -> new EncodedItem(INTS, MemorySegment.ofArray(a));
            case long[] a -> new EncodedItem(LONGS, MemorySegment.ofArray(a));
            case double[] a -> new EncodedItem(DOUBLES, MemorySegment.ofArray(a));
            case float[] a -> new EncodedItem(FLOATS, MemorySegment.ofArray(a));
            case short[] a -> new EncodedItem(SHORTS, MemorySegment.ofArray(a));
            case char[] a -> new EncodedItem(CHARS, MemorySegment.ofArray(a));
            case boolean[] a -> new EncodedItem(BOOLEANS, toSegment(a));
            default -> new EncodedItem(OBJECT, MemorySegment.ofArray(serialize(item)));
        };
    }

    /** Not UTF-8, which has no bytes for half of a surrogate pair. */
    private static EncodedItem encodeText(String text) {
        byte[] latin1 = text.getBytes(StandardCharsets.ISO_8859_1);
        return new String(latin1, StandardCharsets.ISO_8859_1).equals(text)
                ? new EncodedItem(LATIN1, MemorySegment.ofArray(latin1))
                : new EncodedItem(TEXT, MemorySegment.ofArray(text.toCharArray()));
    }

    private static MemorySegment toSegment(boolean... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return MemorySegment.ofArray(bytes);
    }

    private static byte[] serialize(Object item) {
        try {
            return Service.SERIALIZER.serialize(item);
        } catch (IOException | StackOverflowError e) {
            throw new IllegalArgumentException(
                    "the item cannot travel: class=%s, reason=%s"
                            .formatted(item.getClass().getName(), e),
                    e);
        }
    }

    /**
     * Makes the object of an item's bytes.
     *
     * @throws PolyrhythmException if this process cannot
     */
    public static Object decode(int kind, MemorySegment bytes) {
        return switch (kind) {
            case BYTES -> bytes.toArray(JAVA_BYTE);
            case SHORTS -> bytes.toArray(JAVA_SHORT);
            case CHARS -> bytes.toArray(JAVA_CHAR);
            case INTS -> bytes.toArray(JAVA_INT);
            case LONGS -> bytes.toArray(JAVA_LONG);
            case FLOATS -> bytes.toArray(JAVA_FLOAT);
            case DOUBLES -> bytes.toArray(JAVA_DOUBLE);
            case BOOLEANS -> toBooleans(bytes.toArray(JAVA_BYTE));
            case LATIN1 -> new String(bytes.toArray(JAVA_BYTE), StandardCharsets.ISO_8859_1);
            case TEXT -> new String(bytes.toArray(JAVA_CHAR));
            case OBJECT -> deserialize(bytes.toArray(JAVA_BYTE));
            default -> decodeOne(kind, bytes);
        };
    }

    private static Object decodeOne(int kind, MemorySegment bytes) {
        return switch (kind) {
            case BYTE -> bytes.get(JAVA_BYTE, 0);
            case SHORT -> bytes.get(JAVA_SHORT, 0);
            case CHAR -> bytes.get(JAVA_CHAR, 0);
            case INT -> bytes.get(JAVA_INT, 0);
            case LONG -> bytes.get(JAVA_LONG, 0);
            case FLOAT -> bytes.get(JAVA_FLOAT, 0);
            case DOUBLE -> bytes.get(JAVA_DOUBLE, 0);
            case BOOLEAN -> bytes.get(JAVA_BYTE, 0) != 0;
            default -> throw new PolyrhythmException("no kind of item: kind=" + kind);
        };
    }

    private static boolean[] toBooleans(byte[] bytes) {
        boolean[] values = new boolean[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes[i] != 0;
        }
        return values;
    }

    private static Object deserialize(byte[] bytes) {
        try {
            return Service.SERIALIZER.deserialize(bytes);
        } catch (IOException | ClassNotFoundException e) {
            throw new PolyrhythmException(
                    "an item cannot be read in this process: byteSize=%d, reason=%s"
                            .formatted(bytes.length, e),
                    e);
        }
    }

    /** Looked for when the first object needs it. */
    private static final class Service {
        static final Serializer SERIALIZER =
                Objects.requireNonNull(
                        ServiceLoader.load(Serializer.class)
                                .findFirst()
                                .orElseGet(JavaSerializer::new));
    }
}
