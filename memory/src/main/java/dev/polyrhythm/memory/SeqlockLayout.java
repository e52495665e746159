package dev.polyrhythm.memory;

/**
 * The bytes of a {@link Seqlock}, in words of 8, behind the header of {@link CellLayout}.
 *
 * <pre>
 *  0  long   the current slot: 0 or 1
 *  8  long   for how many nanoseconds a reader asks writers to pause, or 0
 * 16  slot 0:
 *      0  long  version: odd while the slot is written
 *      8  contents, of the same size in both slots
 *  .  slot 1, the same
 * </pre>
 */
final class SeqlockLayout {
    static final long CURRENT = 0;
    static final long PAUSE = 8;
    static final long SLOTS = 16;
    static final long CONTENTS = 8; // in a slot

    /** Returns the number of words that slots for contents of a size take. */
    static long words(long contentsByteSize) {
        return 2 + 2 * (1 + Math.ceilDiv(contentsByteSize, Long.BYTES));
    }

    static long slotSize(long byteSize) {
        return (byteSize - SLOTS) / 2;
    }

    private SeqlockLayout() {}
}
