package dev.polyrhythm.memory.internal.ring;

/**
 * The bytes of a queue's ring, little-endian, in a block of its own.
 *
 * <pre>
 *   0  long  owner: participant id of the process that puts here, 0 if it has left
 *   8  long  the last owner that died, 0 if none did
 *  16  int   number of entries, a power of two
 *  24  long  bytes for items, a power of two
 *  64  long  tail: number of the next item that is put
 *  72  long  tail plus 1 while the owner makes sure that there is room for one more
 * 128  long  head: number of the first item that is not done
 * 192  long  next: number of an item before which none waits
 * 200  long  number of an item before which some may have been taken out of their turn
 * 256  large blocks, 8 x 16 bytes: long block number plus 1, long number of the item in it
 * 384  entries, 16 bytes: long {@link EntryState}, long where its bytes begin
 *      then the items, each at a multiple of 8: int length, int kind, the bytes;
 *      or the kind negated, and the int index of the large block that the bytes are in
 * </pre>
 */
public final class RingLayout {
    public static final long OWNER = 0;
    static final long LAST_DEAD = 8;
    static final long ENTRY_COUNT = 16;
    static final long ITEM_BYTES = 24;
    public static final long TAIL = 64;
    static final long RESERVED = 72;
    static final long HEAD = 128;
    static final long NEXT = 192;
    static final long OUT_OF_TURN = 200;
    public static final int LARGE_BLOCKS = 8;
    static final long ITEM_HEADER = 8;

    private static final long LARGE = 256;
    private static final long LARGE_SIZE = 16;
    private static final long ENTRIES = LARGE + LARGE_BLOCKS * LARGE_SIZE;
    private static final long ENTRY_SIZE = 16;

    private RingLayout() {}

    static long byteSize(int entryCount, long itemBytes) {
        return items(entryCount) + itemBytes;
    }

    static long largeBlock(int index) {
        return LARGE + LARGE_SIZE * index;
    }

    static long largeItem(int index) {
        return largeBlock(index) + Long.BYTES;
    }

    public static long state(int index) {
        return ENTRIES + ENTRY_SIZE * index;
    }

    static long position(int index) {
        return state(index) + Long.BYTES;
    }

    static long items(int entryCount) {
        return ENTRIES + ENTRY_SIZE * entryCount;
    }
}
