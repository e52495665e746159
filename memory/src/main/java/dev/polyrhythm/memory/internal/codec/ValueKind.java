package dev.polyrhythm.memory.internal.codec;

/**
 * The kinds of values, by the numbers that stand before their bytes. A queue's ring has fields of
 * its own for kind and length; elsewhere a value begins with a header: an int, with the kind in its
 * highest byte and the number of bytes that follow in the others.
 *
 * <p>All bytes are little-endian. A value is read by processes of the same program only.
 */
public final class ValueKind {
    public static final int NULL = 0;

    public static final int BYTES = 1;
    public static final int SHORTS = 2;
    public static final int CHARS = 3;
    public static final int INTS = 4;
    public static final int LONGS = 5;
    public static final int FLOATS = 6;
    public static final int DOUBLES = 7;
    public static final int BOOLEANS = 8;

    public static final int BYTE = 17;
    public static final int SHORT = 18;
    public static final int CHAR = 19;
    public static final int INT = 20;
    public static final int LONG = 21;
    public static final int FLOAT = 22;
    public static final int DOUBLE = 23;
    public static final int BOOLEAN = 24;

    /** A string of Latin-1 characters only: its bytes. */
    public static final int LATIN1 = 32;

    /** Any other string: its UTF-16 units. UTF-8 has no bytes for half of a surrogate pair. */
    public static final int TEXT = 33;

    /** A shared object: where it is. */
    public static final int SHARED = 48;

    /** The bytes of an {@link ObjectCodec}, or of a queue's serializer. */
    public static final int OBJECT = 64;

    /** The first of the kinds that other packages define for their own values. */
    public static final int FIRST_EXTENSION = 96;

    public static final int HEADER_BYTES = Integer.BYTES;

    // constants, which the compiler copies: the reader of a cold process does not load this class
    static final int KIND_SHIFT = 24;
    static final int LENGTH_MASK = (1 << KIND_SHIFT) - 1;

    private ValueKind() {}

    public static int header(int kind, int length) {
        return kind << KIND_SHIFT | length;
    }

    public static int kind(int header) {
        return header >>> KIND_SHIFT;
    }

    public static int length(int header) {
        return header & LENGTH_MASK;
    }

    /** Whether reading a value runs no code but the codec's, and opens nothing. */
    public static boolean isPlain(int kind) {
        return kind < SHARED;
    }
}
