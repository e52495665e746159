package dev.polyrhythm.platform.gpio;

/** The bits of {@code enum gpio_v2_line_flag}. */
final class LineFlags {
    static final long USED = 1;
    static final long ACTIVE_LOW = 1 << 1;
    static final long INPUT = 1 << 2;
    static final long OUTPUT = 1 << 3;
    static final long EDGE_RISING = 1 << 4;
    static final long EDGE_FALLING = 1 << 5;
    static final long OPEN_DRAIN = 1 << 6;
    static final long OPEN_SOURCE = 1 << 7;
    static final long PULL_UP = 1 << 8;
    static final long PULL_DOWN = 1 << 9;
    static final long NO_BIAS = 1 << 10;

    private LineFlags() {}
}
