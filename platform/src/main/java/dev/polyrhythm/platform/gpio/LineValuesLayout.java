package dev.polyrhythm.platform.gpio;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/** The bytes of {@code struct gpio_v2_line_values}: one bit for each line of a request. */
final class LineValuesLayout {
    static final long SIZE = 16;
    private static final long BITS = 0;
    private static final long MASK = 8;

    private LineValuesLayout() {}

    static void write(MemorySegment values, long mask, long bits) {
        values.set(JAVA_LONG, BITS, bits);
        values.set(JAVA_LONG, MASK, mask);
    }

    static long bits(MemorySegment values) {
        return values.get(JAVA_LONG, BITS);
    }
}
