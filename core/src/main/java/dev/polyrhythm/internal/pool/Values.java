package dev.polyrhythm.internal.pool;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.polyrhythm.internal.transport.RemoteThrowable;
import dev.polyrhythm.internal.transport.TransportInputStream;
import dev.polyrhythm.internal.transport.WarmLambda;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The form in which items and results travel between a pool and its workers: an int, which has the
 * kind in its highest byte and else the number of bytes that follow. Numbers, strings and arrays of
 * primitives are written as they are; everything else is serialized. What is too large for a
 * channel lies in a file, and its number travels.
 */
public final class Values {
    public static final int HEADER = Integer.BYTES;
    static final int LARGEST_INLINE = 1 << 14;

    static final int NULL = 0;
    static final int INT = 1;
    static final int LONG = 2;
    static final int DOUBLE = 3;
    static final int TRUE = 4;
    static final int FALSE = 5;
    static final int LATIN1 = 6;
    static final int TEXT = 7;
    static final int BYTES = 8;
    static final int INTS = 9;
    static final int LONGS = 10;
    static final int DOUBLES = 11;
    static final int FLOATS = 12;
    static final int OBJECT = 13;

    /** In a file: two longs, its owner and number, and an int, the kind of its bytes. */
    static final int LARGE = 14;

    static final int LARGE_BYTES = 2 * Long.BYTES + Integer.BYTES;

    /** An exception, see {@link RemoteThrowable}. */
    static final int FAILURE = 15;

    /** The same, and the worker asks to be replaced: its memory is exhausted. */
    static final int LAST_FAILURE = 16;

    /** See {@link WarmLambda}. */
    static final int LAMBDA = 17;

    private static final int KIND_SHIFT = 24;
    private static final int LENGTH_MASK = (1 << KIND_SHIFT) - 1;

    private Values() {}

    static int header(int kind, int length) {
        return kind << KIND_SHIFT | length;
    }

    static int kind(int header) {
        return header >>> KIND_SHIFT;
    }

    public static int length(int header) {
        return header & LENGTH_MASK;
    }

    /** Bytes of a user's object, which nobody but who asked for it is to read: that runs code. */
    record Encoded(int kind, MemorySegment bytes) {
        /**
         * The object.
         *
         * @throws IOException if its bytes are not an object's
         * @throws ClassNotFoundException if this process does not know its class
         */
        Object decode() throws IOException, ClassNotFoundException {
            if (kind == LAMBDA) {
                return WarmLambda.read(bytes);
            }
            try (ObjectInputStream stream = new TransportInputStream(array())) {
                return stream.readObject();
            }
        }

        byte[] array() {
            return bytes.toArray(JAVA_BYTE);
        }

        boolean isFailure() {
            return kind == FAILURE || kind == LAST_FAILURE;
        }
    }

    /**
     * Reads a value; runs no code of a user.
     *
     * @param at where it begins
     * @return the value, or its bytes, copied
     * @throws IOException if a large one cannot be read
     */
    public static @Nullable Object read(MemorySegment from, long at) throws IOException {
        int header = from.get(JAVA_INT_UNALIGNED, at);
        return read(kind(header), from, at + HEADER, length(header));
    }

    private static @Nullable Object read(int kind, MemorySegment from, long at, int length)
            throws IOException {
        return switch (kind) {
            case NULL -> null;
            case INT -> from.get(JAVA_INT_UNALIGNED, at);
            case LONG -> from.get(JAVA_LONG_UNALIGNED, at);
            case DOUBLE -> from.get(JAVA_DOUBLE_UNALIGNED, at);
            case TRUE -> true;
            case FALSE -> false;
            case LARGE -> readLarge(from, at);
            default -> readArray(kind, from.asSlice(at, length));
        };
    }

    private static Object readLarge(MemorySegment from, long at) throws IOException {
        long owner = from.get(JAVA_LONG_UNALIGNED, at);
        byte[] bytes = LargeValues.read(owner, from.get(JAVA_LONG_UNALIGNED, at + Long.BYTES));
        int kind = from.get(JAVA_INT_UNALIGNED, at + 2 * Long.BYTES);
        return readArray(kind, MemorySegment.ofArray(bytes));
    }

    private static Object readArray(int kind, MemorySegment bytes) {
        return switch (kind) {
            case LATIN1 -> new String(bytes.toArray(JAVA_BYTE), StandardCharsets.ISO_8859_1);
            case TEXT -> new String(bytes.toArray(JAVA_CHAR_UNALIGNED));
            case BYTES -> bytes.toArray(JAVA_BYTE);
            case INTS -> bytes.toArray(JAVA_INT_UNALIGNED);
            case LONGS -> bytes.toArray(JAVA_LONG_UNALIGNED);
            case DOUBLES -> bytes.toArray(JAVA_DOUBLE_UNALIGNED);
            case FLOATS -> bytes.toArray(JAVA_FLOAT_UNALIGNED);
            case OBJECT, LAMBDA, FAILURE, LAST_FAILURE ->
                    new Encoded(kind, MemorySegment.ofArray(bytes.toArray(JAVA_BYTE)));
            default -> throw new AssertionError("no kind of value: kind=" + kind);
        };
    }

    /** Removes the file of a value that was large; does nothing else. */
    static void remove(MemorySegment from, long at) {
        if (kind(from.get(JAVA_INT_UNALIGNED, at)) == LARGE) {
            long owner = from.get(JAVA_LONG_UNALIGNED, at + HEADER);
            LargeValues.remove(owner, from.get(JAVA_LONG_UNALIGNED, at + HEADER + Long.BYTES));
        }
    }
}
