package dev.polyrhythm.memory.internal.cell;

/**
 * The bytes of a {@code Seqlock}, in words of 8, behind the header of {@link CellLayout}.
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
public final class SeqlockLayout {
    public static final long CURRENT = 0;
    public static final long PAUSE = 8;
    public static final long SLOTS = 16;
    public static final long CONTENTS = 8; // in a slot

    /** Returns the number of words that slots for contents of a size take. */
    public static long words(long contentsByteSize) {
        return 2 + 2 * (1 + Math.ceilDiv(contentsByteSize, Long.BYTES));
    }

    public static long slotSize(long byteSize) {
        return (byteSize - SLOTS) / 2;
    }

    private SeqlockLayout() {}
}
