package dev.polyrhythm.gpio.device;

/**
 * Counts the detents of a rotary encoder by its two contacts, which close one after the other in an
 * order that tells the direction. A contact that bounces counts forth and back. Not safe for use by
 * several threads.
 */
final class Quadrature {
    private static final int REST = 3; // both contacts open, both lines high
    private static final int[] QUARTERS = {2, 1, 3, 0}; // of a turn to the right, by the lines

    private int lines = REST;
    private int quarters;

    /** Starts from the levels of the lines. */
    Quadrature(boolean a, boolean b) {
        lines = (a ? 2 : 0) | (b ? 1 : 0);
    }

    /**
     * Takes the level of the one line. Returns 1 for a detent to the right, -1 to the left, or 0.
     */
    int setA(boolean high) {
        return move(high ? lines | 2 : lines & 1);
    }

    /** Takes the level of the other line. */
    int setB(boolean high) {
        return move(high ? lines | 1 : lines & 2);
    }

    private int move(int next) {
        int way = Math.floorMod(QUARTERS[next] - QUARTERS[lines], 4);
        quarters += way == 3 ? -1 : way;
        lines = next;
        if (next != REST) {
            return 0;
        }
        int detents = quarters > 1 ? 1 : quarters < -1 ? -1 : 0; // one quarter may be missed
        quarters = 0;
        return detents;
    }
}
