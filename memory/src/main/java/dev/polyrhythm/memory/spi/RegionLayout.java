package dev.polyrhythm.memory.spi;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * The byte layout of the file {@code region}, little-endian.
 *
 * <pre>
 *  0  int   magic, "PLYR"
 *  4  int   version of this layout
 *  8  long  bytes of cells handed out so far
 * 16  long  number of the next file
 * 24  long  the owner: participant id of the first process
 * 32  int   1 once a process has joined that cannot wake others in the kernel
 * 64  participants, 1024 x 64 bytes:
 *      0  int   generation: how often the slot has been taken
 *      8  long  process id, for people; whether it lives is asked of the lock file
 * </pre>
 */
final class RegionLayout {
    static final int MAGIC = 'P' | 'L' << 8 | 'Y' << 16 | 'R' << 24;
    static final int VERSION = 1;
    static final int SLOTS = 1024;
    static final long BYTE_SIZE = 64 + 64L * SLOTS;

    private static final long MAGIC_OFFSET = 0;
    private static final long VERSION_OFFSET = 4;
    private static final long NEXT_CELL_OFFSET = 8;
    private static final long NEXT_FILE_OFFSET = 16;
    private static final long OWNER_OFFSET = 24;
    private static final long CANNOT_WAKE_OFFSET = 32;
    private static final long TABLE_OFFSET = 64;
    private static final long SLOT_SIZE = 64;
    private static final long PID_OFFSET = 8;

    private static final VarHandle INT = JAVA_INT.varHandle();
    private static final VarHandle LONG = JAVA_LONG.varHandle();

    private RegionLayout() {}

    static void initialize(MemorySegment region) {
        region.set(JAVA_INT, VERSION_OFFSET, VERSION);
        INT.setRelease(region, MAGIC_OFFSET, MAGIC);
    }

    /** What is wrong with the file, or an empty text. */
    static String fault(MemorySegment region) {
        if (region.byteSize() != BYTE_SIZE) {
            return "byteSize=%d, expected byteSize=%d".formatted(region.byteSize(), BYTE_SIZE);
        }
        int magic = (int) INT.getAcquire(region, MAGIC_OFFSET);
        int version = region.get(JAVA_INT, VERSION_OFFSET);
        return magic == MAGIC && version == VERSION
                ? ""
                : "magic=0x%08x, version=%d, expected magic=0x%08x, version=%d"
                        .formatted(magic, version, MAGIC, VERSION);
    }

    static long nextCell(MemorySegment region) {
        return (long) LONG.getVolatile(region, NEXT_CELL_OFFSET);
    }

    static boolean advanceNextCell(MemorySegment region, long from, long to) {
        return LONG.compareAndSet(region, NEXT_CELL_OFFSET, from, to);
    }

    static long takeFileNumber(MemorySegment region) {
        return (long) LONG.getAndAdd(region, NEXT_FILE_OFFSET, 1L);
    }

    static long owner(MemorySegment region) {
        return (long) LONG.getVolatile(region, OWNER_OFFSET);
    }

    static void setOwner(MemorySegment region, long participant) {
        LONG.setVolatile(region, OWNER_OFFSET, participant);
    }

    static boolean allCanWake(MemorySegment region) {
        return (int) INT.getVolatile(region, CANNOT_WAKE_OFFSET) == 0;
    }

    static void setCannotWake(MemorySegment region) {
        INT.setVolatile(region, CANNOT_WAKE_OFFSET, 1);
    }

    static int generation(MemorySegment region, int slot) {
        return (int) INT.getVolatile(region, slotOffset(slot));
    }

    static int nextGeneration(MemorySegment region, int slot) {
        return (int) INT.getAndAdd(region, slotOffset(slot), 1) + 1;
    }

    static long pid(MemorySegment region, int slot) {
        return (long) LONG.getVolatile(region, slotOffset(slot) + PID_OFFSET);
    }

    static void setPid(MemorySegment region, int slot, long pid) {
        LONG.setVolatile(region, slotOffset(slot) + PID_OFFSET, pid);
    }

    private static long slotOffset(int slot) {
        return TABLE_OFFSET + SLOT_SIZE * slot;
    }
}
