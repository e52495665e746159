package dev.polyrhythm.memory.internal.ring;

import dev.polyrhythm.memory.PolyrhythmException;

/**
 * State of an item in a {@link SpmcRing}. The lowest two bits are the state, the rest names the
 * item, as a place in the ring is used by one item after the other.
 *
 * <pre>
 * published   number of the item (62 bits)
 * taken       its taker (40), whether it comes back if that process dies (1), number (21)
 * done        number of the item (62 bits)
 * </pre>
 */
public final class EntryState {
    private static final long STATE = 3;
    private static final long PUBLISHED = 1;
    private static final long TAKEN = 2;
    private static final long DONE = 3;
    private static final int STATE_BITS = 2;
    private static final int SHORT_NUMBER_BITS = 21;
    private static final long SHORT_NUMBER = (1L << SHORT_NUMBER_BITS) - 1;
    private static final long RETURNS = 1L << (STATE_BITS + SHORT_NUMBER_BITS);
    private static final int TAKER_SHIFT = STATE_BITS + SHORT_NUMBER_BITS + 1;

    private EntryState() {}

    static long published(long item) {
        return item << STATE_BITS | PUBLISHED;
    }

    public static long done(long item) {
        return item << STATE_BITS | DONE;
    }

    /**
     * Taken by a participant.
     *
     * @throws PolyrhythmException if its id is too large for the word
     */
    static long taken(long item, long taker, boolean returns) {
        long word = taker << TAKER_SHIFT | (item & SHORT_NUMBER) << STATE_BITS | TAKEN;
        if (taker(word) != taker) {
            throw new PolyrhythmException(
                    "too many processes have been started in this program: participant=" + taker);
        }
        return returns ? word | RETURNS : word;
    }

    static boolean isTaken(long word, long item) {
        return (word & STATE) == TAKEN
                && (word >>> STATE_BITS & SHORT_NUMBER) == (item & SHORT_NUMBER);
    }

    static long taker(long word) {
        return word >>> TAKER_SHIFT;
    }

    /** Returns whether the item comes back when its taker dies. */
    static boolean returns(long word) {
        return (word & RETURNS) != 0;
    }
}
