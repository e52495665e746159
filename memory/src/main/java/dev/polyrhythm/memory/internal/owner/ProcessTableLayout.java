package dev.polyrhythm.memory.internal.owner;

/**
 * The bytes of a {@link ProcessTable}, little-endian.
 *
 * <pre>
 * 0  long  number of the block with more entries plus 1, 0 while none was needed
 * 8  13 entries; 1024 more, as many as there can be processes, in the block
 *
 * an entry:
 * 0  long  participant id; 0 if the entry was never used, nor any behind it; 1 if it is free again
 * 8  long  the owner's word
 * </pre>
 */
final class ProcessTableLayout {
    static final int FEW = 13;
    static final int CAPACITY = FEW + 1024;
    static final long MORE_BLOCK = 0;
    static final long NEVER_USED = 0;
    static final long FREE_AGAIN = 1;

    private static final long ENTRIES = 8;
    private static final long ENTRY_SIZE = 16;

    static final long BYTE_SIZE = ENTRIES + FEW * ENTRY_SIZE;
    static final long MORE_BYTE_SIZE = (CAPACITY - FEW) * ENTRY_SIZE;

    private ProcessTableLayout() {}

    /** Of an entry's owner, in the table or in the block with more entries. */
    static long owner(int entry) {
        return entry < FEW ? ENTRIES + entry * ENTRY_SIZE : (entry - FEW) * ENTRY_SIZE;
    }

    /** Of an entry's word. */
    static long word(int entry) {
        return owner(entry) + Long.BYTES;
    }
}
