package dev.polyrhythm.memory.internal.wait;

/**
 * The bytes of an {@link EventCount}, little-endian.
 *
 * <pre>
 *  0  int  how often sleepers were woken
 *  4  int  1 while a thread may sleep
 * </pre>
 */
final class EventCountLayout {
    static final long COUNT = 0;
    static final long SLEEPERS = 4;
    static final long BYTE_SIZE = 8;

    private EventCountLayout() {}
}
