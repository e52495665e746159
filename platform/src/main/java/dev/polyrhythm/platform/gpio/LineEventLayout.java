package dev.polyrhythm.platform.gpio;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/** The bytes of {@code struct gpio_v2_line_event}, several of which are read at once. */
final class LineEventLayout {
    static final long SIZE = 48;
    private static final long TIME = 0;
    private static final long ID = 8;
    private static final long LINE = 12;
    private static final long SEQUENCE = 16;
    private static final long LINE_SEQUENCE = 20;
    private static final int RISING = 1; // 2 is falling

    private LineEventLayout() {}

    static LineEvent read(MemorySegment events, int index) {
        long at = SIZE * index;
        return new LineEvent(
                events.get(JAVA_INT, at + LINE),
                events.get(JAVA_INT, at + ID) == RISING,
                events.get(JAVA_LONG, at + TIME),
                events.get(JAVA_INT, at + SEQUENCE),
                events.get(JAVA_INT, at + LINE_SEQUENCE));
    }
}
