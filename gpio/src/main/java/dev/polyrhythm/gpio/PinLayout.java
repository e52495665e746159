package dev.polyrhythm.gpio;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * The bytes of a board in shared memory, little-endian, all words 8 bytes long.
 *
 * <pre>
 * board, one entry of 256 bytes for each pin:
 *   0  line: number of edges so far * 2 + level
 *   8  holder: participant id of the process that uses the pin, 0 for none
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
 * 160  length of the holder's name, then its bytes in UTF-8, up to 88
 *
 * pin, a file of its own:
 *   0       16384 edges of 16 bytes: time in ns, then number of the edge * 2 + level
 *  262144   histogram of width errors: 2048 counts
 * </pre>
 */
final class PinLayout {
    static final int PINS = 28;
    static final long BOARD_SIZE = 256L * PINS;
    static final int RING_EDGES = 1 << 14;
    static final int BUCKETS = 1 << 11;
    static final long PIN_SIZE = 16L * RING_EDGES + 8L * BUCKETS;

    static final long LINE = 0;
    static final long HOLDER = 8;
    static final long HOLDER_PID = 16;
    static final long OPENED = 24;
    static final long VERSION = 32;
    static final long PERIOD = 40;
    static final long WIDTH = 48;
    static final long ENABLED = 56;
    static final long APPLIED = 64;
    static final long PULSES = 72;
    static final long SKIPPED = 80;
    static final long STRETCHED = 88;
    static final long WIDTH_MIN = 96;
    static final long WIDTH_MAX = 104;
    static final long ERROR_MAX = 112;
    static final long LAST_PERIOD = 120;
    static final long PULSED = 128;
    private static final long NAME = 160;
    static final int NAME_LIMIT = 88;

    static final VarHandle WORD = JAVA_LONG.varHandle();

    private PinLayout() {}

    static MemorySegment entry(MemorySegment board, int pin) {
        return board.asSlice(256L * pin, 256);
    }

    static MemorySegment name(MemorySegment entry) {
        return entry.asSlice(NAME + 8, NAME_LIMIT);
    }

    static long nameLength(MemorySegment entry) {
        return get(entry, NAME);
    }

    static void setNameLength(MemorySegment entry, long length) {
        set(entry, NAME, length);
    }

    static long edgeOffset(long number) {
        return 16 * (number & (RING_EDGES - 1));
    }

    static MemorySegment histogram(MemorySegment pin) {
        return pin.asSlice(16L * RING_EDGES, 8L * BUCKETS);
    }

    static long get(MemorySegment entry, long offset) {
        return (long) WORD.getAcquire(entry, offset);
    }

    static void set(MemorySegment entry, long offset, long value) {
        WORD.setRelease(entry, offset, value);
    }
}
