package dev.polyrhythm.platform.gpio;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * The bytes of {@code struct gpio_v2_line_config}: flags for all lines of a request, then up to ten
 * attributes, each with a mask of the lines that it is for.
 */
final class LineConfigLayout {
    static final long SIZE = 272;
    static final int OUTPUT_VALUES = 2; // ids of attributes
    static final int DEBOUNCE = 3;
    static final long ATTRIBUTE_VALUE = 8;
    private static final long FLAGS = 0;
    private static final long ATTRIBUTE_COUNT = 8;
    private static final long ATTRIBUTES = 32;
    private static final long ATTRIBUTE_SIZE = 24;
    private static final long ATTRIBUTE_MASK = 16;
    private static final long ALL_LINES = -1;

    private LineConfigLayout() {}

    /**
     * Writes a configuration into zeroed memory.
     *
     * @param values of outputs, one bit for each line of the request
     */
    static void write(MemorySegment config, LineSettings settings, long values) {
        config.set(JAVA_LONG, FLAGS, settings.flags());
        int count = 0;
        if (settings.isOutput()) {
            add(config, count++, OUTPUT_VALUES, values);
        }
        if (settings.debounceMicros() > 0) {
            add(config, count++, DEBOUNCE, settings.debounceMicros());
        }
        config.set(JAVA_INT, ATTRIBUTE_COUNT, count);
    }

    /** Writes an attribute for all lines; a value of 32 bits lies in the first half. */
    private static void add(MemorySegment config, int index, int id, long value) {
        long at = ATTRIBUTES + index * ATTRIBUTE_SIZE;
        config.set(JAVA_INT, at, id);
        config.set(JAVA_LONG, at + ATTRIBUTE_VALUE, value);
        config.set(JAVA_LONG, at + ATTRIBUTE_MASK, ALL_LINES);
    }
}
