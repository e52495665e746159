package dev.polyrhythm.memory.internal.pipe;

/**
 * The bytes of a pipe's table of holders, little-endian: 2048 bytes for each end, the left one
 * first.
 *
 * <pre>
 *  0  long  0 while the end is open, 1 once it is closed, else 2 and, from bit 2 on, the process id
 *           of one that held it and died
 *  8  long  process id plus 1 of a holder that died and lost its place to another, 0 if none
 * 16  holders, 127 places of 16 bytes:
 *     long  0 if the place is free, else in the two highest bits
 *             0  a participant that holds the end (48 bits)
 *             1  a process that was started with the end: a tag (14 bits), its parent (48 bits)
 *             2  the same, but it died before the end came there: its process id (48 bits)
 *     int   the participant's process id, which is not known otherwise once it is dead
 *     int   the participant's generation, which says that the process id is its own
 * </pre>
 */
final class PipeLayout {
    static final long END_SIZE = 2048;
    static final long BYTE_SIZE = 2 * END_SIZE;
    static final long STATE = 0;
    static final long LOST = 8;
    static final int MOST_HOLDERS = 127;

    static final long CLOSED = 1;
    static final long DIED = 2;
    static final int DIED_PID_SHIFT = 2;

    static final int KIND_SHIFT = 62;
    static final long KIND_HOLDER = 0;
    static final long KIND_EXPECTED = 1;
    static final long KIND_NEVER_ARRIVED = 2;
    static final int TAG_SHIFT = 48;
    static final long TAG_MASK = (1L << (KIND_SHIFT - TAG_SHIFT)) - 1;
    static final long ID_MASK = (1L << TAG_SHIFT) - 1;

    static final long PID_MASK = (1L << 32) - 1;

    private static final long HOLDERS = 16;
    private static final long HOLDER_SIZE = 16;

    private PipeLayout() {}

    static long offset(PipeMemory.Side side) {
        return side == PipeMemory.Side.LEFT ? 0 : END_SIZE;
    }

    static long holder(int place) {
        return HOLDERS + HOLDER_SIZE * place;
    }

    static long pid(int place) {
        return holder(place) + Long.BYTES;
    }

    /** Returns the process id and the generation in one word. */
    static long pidWord(long participant, long pid) {
        return (participant >>> 16) << 32 | pid;
    }
}
