package dev.polyrhythm.platform.gpio;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;

/** The bytes of an array of {@code struct pollfd}. */
final class PollLayout {
    static final long SIZE = 8;
    private static final long WANTED = 4;
    private static final long RETURNED = 6;
    private static final short READABLE = 1;

    private PollLayout() {}

    /** Writes an entry that waits until a descriptor can be read. */
    static void write(MemorySegment array, int index, int descriptor) {
        array.set(JAVA_INT, SIZE * index, descriptor);
        array.set(JAVA_SHORT, SIZE * index + WANTED, READABLE);
    }

    /** Whether a descriptor can be read or has failed; the read tells which. */
    static boolean isReady(MemorySegment array, int index) {
        return array.get(JAVA_SHORT, SIZE * index + RETURNED) != 0;
    }
}
