package dev.polyrhythm.memory.internal.codec;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/** Arrays of primitives as their bytes; a boolean is a byte, 0 or 1. */
final class PrimitiveArrays {
    private PrimitiveArrays() {}

    /** The kind of a class's objects, or {@link Primitives#NONE} for another class. */
    static int kind(Class<?> type) {
        if (type == byte[].class) {
            return ValueKind.BYTES;
        } else if (type == int[].class) {
            return ValueKind.INTS;
        } else if (type == long[].class) {
            return ValueKind.LONGS;
        } else if (type == double[].class) {
            return ValueKind.DOUBLES;
        } else if (type == float[].class) {
            return ValueKind.FLOATS;
        } else if (type == short[].class) {
            return ValueKind.SHORTS;
        } else if (type == char[].class) {
            return ValueKind.CHARS;
        } else if (type == boolean[].class) {
            return ValueKind.BOOLEANS;
        }
        return Primitives.NONE;
    }

    /** The bytes of an array, which are not copied but for booleans. */
    static MemorySegment wrap(int kind, Object array) {
        return switch (kind) {
            case ValueKind.BYTES -> MemorySegment.ofArray((byte[]) array);
            case ValueKind.INTS -> MemorySegment.ofArray((int[]) array);
            case ValueKind.LONGS -> MemorySegment.ofArray((long[]) array);
            case ValueKind.DOUBLES -> MemorySegment.ofArray((double[]) array);
            case ValueKind.FLOATS -> MemorySegment.ofArray((float[]) array);
            case ValueKind.SHORTS -> MemorySegment.ofArray((short[]) array);
            case ValueKind.CHARS -> MemorySegment.ofArray((char[]) array);
            default -> MemorySegment.ofArray(toBytes((boolean[]) array));
        };
    }

    /** Copies the bytes to a new array. They may be at any address: a pool's are not aligned. */
    static Object copy(int kind, MemorySegment bytes) {
        return switch (kind) {
            case ValueKind.BYTES -> bytes.toArray(JAVA_BYTE);
            case ValueKind.INTS -> bytes.toArray(JAVA_INT_UNALIGNED);
            case ValueKind.LONGS -> bytes.toArray(JAVA_LONG_UNALIGNED);
            case ValueKind.DOUBLES -> bytes.toArray(JAVA_DOUBLE_UNALIGNED);
            case ValueKind.FLOATS -> bytes.toArray(JAVA_FLOAT_UNALIGNED);
            case ValueKind.SHORTS -> bytes.toArray(JAVA_SHORT_UNALIGNED);
            case ValueKind.CHARS -> bytes.toArray(JAVA_CHAR_UNALIGNED);
            default -> toBooleans(bytes.toArray(JAVA_BYTE));
        };
    }

    private static byte[] toBytes(boolean[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return bytes;
    }

    private static boolean[] toBooleans(byte[] bytes) {
        boolean[] values = new boolean[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes[i] != 0;
        }
        return values;
    }
}
