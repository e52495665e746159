package dev.polyrhythm.platform.gpio;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/** The bytes of {@code struct gpio_v2_line_request}. */
final class LineRequestLayout {
    static final long SIZE = 592;
    static final int MOST_LINES = 64;
    private static final long CONSUMER = 256;
    private static final long CONFIG = 288;
    private static final long LINE_COUNT = 560;
    private static final long EVENT_BUFFER_SIZE = 564;
    private static final long DESCRIPTOR = 588;

    private LineRequestLayout() {}

    /** Writes a request into zeroed memory; the configuration is another layout's. */
    static void write(MemorySegment request, String consumer, int eventBufferSize, int... lines) {
        MemorySegment.copy(lines, 0, request, JAVA_INT, 0, lines.length);
        TextField.write(request.asSlice(CONSUMER, ChipInfoLayout.TEXT_SIZE), consumer);
        request.set(JAVA_INT, LINE_COUNT, lines.length);
        request.set(JAVA_INT, EVENT_BUFFER_SIZE, eventBufferSize);
    }

    static MemorySegment config(MemorySegment request) {
        return request.asSlice(CONFIG, LineConfigLayout.SIZE);
    }

    /** Returns the descriptor that the kernel has made for the lines. */
    static int descriptor(MemorySegment request) {
        return request.get(JAVA_INT, DESCRIPTOR);
    }
}
