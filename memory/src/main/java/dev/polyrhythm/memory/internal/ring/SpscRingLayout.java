package dev.polyrhythm.memory.internal.ring;

/**
 * The bytes of a {@link SpscRing}, little-endian.
 *
 * <pre>
 *  0  long  head: the reader's place, in bytes since the beginning
 * 64  long  tail
 * </pre>
 *
 * <p>A record begins at a multiple of 8 of the data: an int with its length, an int of the user's,
 * its bytes. It is not broken at the end of the data: a length of -1 says that it goes on at the
 * start.
 */
final class SpscRingLayout {
    static final long HEAD = 0;
    static final long TAIL = 64;
    static final int HEADER = 8;
    static final int AT_THE_START = -1;
    private static final int ALIGNMENT = 8;

    /** Returns the place of the length of a record with its bytes there. */
    static long length(long bytes) {
        return bytes - HEADER;
    }

    /** Returns the place of the user's int of a record with its bytes there. */
    static long word(long bytes) {
        return bytes - Integer.BYTES;
    }

    /** Returns the size of a record with its header and padding. */
    static long size(int length) {
        return (HEADER + (long) length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private SpscRingLayout() {}
}
