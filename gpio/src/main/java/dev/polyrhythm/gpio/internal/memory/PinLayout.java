package dev.polyrhythm.gpio.internal.memory;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.internal.wait.EventCount;
import dev.polyrhythm.memory.internal.wait.NanoHistogram;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * The bytes of a board in shared memory, little-endian, all words 8 bytes long.
 *
 * <pre>
 * board, one entry of 320 bytes for each pin:
 *   0  line: number of edges so far * 2 + level
 *   8  holder: participant id of the process that has the pin, 0 for none
 *  16  holder's process id
 *  24  1 once the pin's file is there
 *  32  version of the set point, odd while it is written
 *  40  set point: period in ns
 *  48  set point: width in ns
 *  56  set point: 1 for pulses, 0 for none
 *  64  version of the set point that the engine follows
 *  72  pulses
 *  80  rises that were skipped
 *  88  pulses that were stretched
 *  96  narrowest width asked for, in ns
 * 104  widest width asked for, in ns
 * 112  largest error of a width, in ns
 * 120  period of the last pulse, in ns
 * 128  1 while the pin is used for pulses
 * 136  rises that were late
 * 144  largest lateness of a rise, in ns
 * 152  pull of the line while it is an input: 0 none, 1 up, 2 down
 * 160  length of the holder's name, then its bytes in UTF-8, up to 88
 * 256  1 while the line is driven from outside
 *
 * behind them, an event count of 8 bytes: how often a set point was changed.
 *
 * pin, a file of its own:
 *   0       16384 edges of 16 bytes: time in ns, then number of the edge * 2 + level
 *  262144   histogram of width errors: 2048 counts
 *  278528   histogram of the rises' lateness: 2048 counts
 * </pre>
 */
public final class PinLayout {
    public static final int PINS = 28;
    private static final long ENTRY_SIZE = 320;
    private static final long CHANGES = ENTRY_SIZE * PINS;
    public static final long BOARD_SIZE = CHANGES + EventCount.BYTE_SIZE;
    public static final int RING_EDGES = 1 << 14;
    private static final long EDGES_SIZE = 16L * RING_EDGES;
    private static final long HISTOGRAM_SIZE = NanoHistogram.BYTE_SIZE;
    public static final long PIN_SIZE = EDGES_SIZE + 2 * HISTOGRAM_SIZE;

    public static final long LINE = 0;
    public static final long HOLDER = 8;
    public static final long HOLDER_PID = 16;
    public static final long OPENED = 24;
    public static final long VERSION = 32;
    public static final long PERIOD = 40;
    public static final long WIDTH = 48;
    public static final long ENABLED = 56;
    public static final long APPLIED = 64;
    public static final long PULSES = 72;
    public static final long SKIPPED = 80;
    public static final long STRETCHED = 88;
    public static final long WIDTH_MIN = 96;
    public static final long WIDTH_MAX = 104;
    public static final long ERROR_MAX = 112;
    public static final long LAST_PERIOD = 120;
    public static final long PULSED = 128;
    public static final long LATE = 136;
    public static final long LATE_MAX = 144;
    public static final long PULL = 152;
    public static final long DRIVEN = 256;
    private static final long NAME = 160;
    public static final int NAME_LIMIT = 88;

    public static final VarHandle WORD = JAVA_LONG.varHandle();

    private PinLayout() {}

    public static MemorySegment entry(MemorySegment board, int pin) {
        return board.asSlice(ENTRY_SIZE * pin, ENTRY_SIZE);
    }

    /** The event count of changed set points. */
    public static MemorySegment changes(MemorySegment board) {
        return board.asSlice(CHANGES, EventCount.BYTE_SIZE);
    }

    public static MemorySegment name(MemorySegment entry) {
        return entry.asSlice(NAME + 8, NAME_LIMIT);
    }

    public static long nameLength(MemorySegment entry) {
        return get(entry, NAME);
    }

    public static void setNameLength(MemorySegment entry, long length) {
        set(entry, NAME, length);
    }

    /** The offset of an edge's time in the pin's file; its tag lies behind it. */
    public static long edgeTime(long number) {
        return 16 * (number & (RING_EDGES - 1));
    }

    public static long edgeTag(long number) {
        return edgeTime(number) + 8;
    }

    public static MemorySegment errors(MemorySegment pin) {
        return pin.asSlice(EDGES_SIZE, HISTOGRAM_SIZE);
    }

    public static MemorySegment lateness(MemorySegment pin) {
        return pin.asSlice(EDGES_SIZE + HISTOGRAM_SIZE, HISTOGRAM_SIZE);
    }

    public static long get(MemorySegment entry, long offset) {
        return (long) WORD.getAcquire(entry, offset);
    }

    public static void set(MemorySegment entry, long offset, long value) {
        WORD.setRelease(entry, offset, value);
    }
}
