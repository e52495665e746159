package dev.polyrhythm.platform.gpio;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/** The bytes of {@code struct gpio_v2_line_info}; its attributes are of 16 bytes each. */
final class LineInfoLayout {
    static final long SIZE = 256;
    private static final long NAME = 0;
    private static final long CONSUMER = 32;
    private static final long LINE = 64;
    private static final long ATTRIBUTE_COUNT = 68;
    private static final long FLAGS = 72;
    private static final long ATTRIBUTES = 80;
    private static final long ATTRIBUTE_SIZE = 16;

    private LineInfoLayout() {}

    static void setLine(MemorySegment info, int line) {
        info.set(JAVA_INT, LINE, line);
    }

    static LineInfo read(MemorySegment info) {
        return new LineInfo(
                info.get(JAVA_INT, LINE),
                TextField.read(info.asSlice(NAME, ChipInfoLayout.TEXT_SIZE)),
                TextField.read(info.asSlice(CONSUMER, ChipInfoLayout.TEXT_SIZE)),
                info.get(JAVA_LONG, FLAGS),
                debounceMicros(info));
    }

    private static int debounceMicros(MemorySegment info) {
        int count = info.get(JAVA_INT, ATTRIBUTE_COUNT);
        for (int i = 0; i < count; i++) {
            long at = ATTRIBUTES + i * ATTRIBUTE_SIZE;
            if (info.get(JAVA_INT, at) == LineConfigLayout.DEBOUNCE) {
                return info.get(JAVA_INT, at + LineConfigLayout.ATTRIBUTE_VALUE);
            }
        }
        return 0;
    }
}
