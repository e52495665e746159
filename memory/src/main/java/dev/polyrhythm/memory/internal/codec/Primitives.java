package dev.polyrhythm.memory.internal.codec;

/**
 * Wrappers of primitives as the bits of a long, of which the lowest bytes are written: integers
 * with their sign, characters without, booleans as 0 or 1.
 *
 * <p>Tests classes one by one: a switch over patterns links a call site when it first runs, which
 * takes a JVM milliseconds, and parents run this for their first child.
 */
final class Primitives {
    static final int NONE = -1;

    private Primitives() {}

    /** The kind of a wrapper's objects, or {@link #NONE} for another class. */
    static int kindOfWrapper(Class<?> type) {
        if (type == Integer.class) {
            return ValueKind.INT;
        } else if (type == Long.class) {
            return ValueKind.LONG;
        } else if (type == Double.class) {
            return ValueKind.DOUBLE;
        } else if (type == Boolean.class) {
            return ValueKind.BOOLEAN;
        } else if (type == Float.class) {
            return ValueKind.FLOAT;
        } else if (type == Character.class) {
            return ValueKind.CHAR;
        } else if (type == Short.class) {
            return ValueKind.SHORT;
        } else if (type == Byte.class) {
            return ValueKind.BYTE;
        }
        return NONE;
    }

    /** The kind of a primitive type, or {@link #NONE} for a type of objects. */
    static int kindOfPrimitive(Class<?> type) {
        return switch (type.getName()) {
            case "byte" -> ValueKind.BYTE;
            case "short" -> ValueKind.SHORT;
            case "char" -> ValueKind.CHAR;
            case "int" -> ValueKind.INT;
            case "long" -> ValueKind.LONG;
            case "float" -> ValueKind.FLOAT;
            case "double" -> ValueKind.DOUBLE;
            case "boolean" -> ValueKind.BOOLEAN;
            default -> NONE;
        };
    }

    /** The number of bytes that are written of a kind. */
    static int byteSize(int kind) {
        return switch (kind) {
            case ValueKind.BYTE, ValueKind.BOOLEAN -> Byte.BYTES;
            case ValueKind.SHORT, ValueKind.CHAR -> Short.BYTES;
            case ValueKind.INT, ValueKind.FLOAT -> Integer.BYTES;
            default -> Long.BYTES;
        };
    }

    static long toBits(int kind, Object value) {
        return switch (kind) {
            case ValueKind.INT -> (Integer) value;
            case ValueKind.LONG -> (Long) value;
            case ValueKind.DOUBLE -> Double.doubleToRawLongBits((Double) value);
            case ValueKind.BOOLEAN -> (Boolean) value ? 1 : 0;
            case ValueKind.FLOAT -> Float.floatToRawIntBits((Float) value);
            case ValueKind.CHAR -> (Character) value;
            case ValueKind.SHORT -> (Short) value;
            default -> (Byte) value;
        };
    }
}
