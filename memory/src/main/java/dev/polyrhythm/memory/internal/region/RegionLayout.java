package dev.polyrhythm.memory.internal.region;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * The byte layout of the file {@code region}, little-endian.
 *
 * <pre>
 *  0  int   magic, "PLYR"
 *  4  int   version of this layout
 *  8  long  bytes of cells handed out so far
 * 16  long  number of the next file
 * 24  long  the owner: participant id of the first process
 * 32  int   1 once a process has joined that cannot wake others in the kernel; 36 unused
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

    private RegionLayout() {}

    /** Of the mapped memory; not before it is used, see {@link RegionFile}. */
    private static final class Atomic {
        static final VarHandle INT = JAVA_INT.varHandle();
        static final VarHandle LONG = JAVA_LONG.varHandle();
    }

    // As a process joins and leaves

    static void initialize(RegionFile file) throws IOException {
        file.put(MAGIC_OFFSET, (long) VERSION << Integer.SIZE | MAGIC);
    }

    /** What is wrong with the bytes, or an empty text. */
    static String fault(ByteBuffer region) {
        if (region.limit() != BYTE_SIZE) {
            return "byteSize=%d, expected byteSize=%d".formatted(region.limit(), BYTE_SIZE);
        }
        int magic = region.getInt((int) MAGIC_OFFSET);
        int version = region.getInt((int) VERSION_OFFSET);
        return magic == MAGIC && version == VERSION
                ? ""
                : "magic=0x%08x, version=%d, expected magic=0x%08x, version=%d"
                        .formatted(magic, version, MAGIC, VERSION);
    }

    static void setOwner(RegionFile file, long participant) throws IOException {
        file.put(OWNER_OFFSET, participant);
    }

    static void setCannotWake(RegionFile file) throws IOException {
        file.put(CANNOT_WAKE_OFFSET, 1);
    }

    /**
     * Begins a new generation, without a process id: a new generation is never seen with the
     * process id of the one before. Only for the process that has reserved the slot.
     */
    static int nextGeneration(RegionFile file, int slot) throws IOException {
        setPid(file, slot, 0);
        return file.increment(slotOffset(slot));
    }

    /** Only for the process that has the slot, or has reserved it. */
    static void setPid(RegionFile file, int slot, long pid) throws IOException {
        file.put(slotOffset(slot) + PID_OFFSET, pid);
    }

    static int generation(ByteBuffer region, int slot) {
        return region.getInt((int) slotOffset(slot));
    }

    static long pid(ByteBuffer region, int slot) {
        return region.getLong((int) (slotOffset(slot) + PID_OFFSET));
    }

    // In use

    static long nextCell(MemorySegment region) {
        return (long) Atomic.LONG.getVolatile(region, NEXT_CELL_OFFSET);
    }

    static boolean advanceNextCell(MemorySegment region, long from, long to) {
        return Atomic.LONG.compareAndSet(region, NEXT_CELL_OFFSET, from, to);
    }

    static long takeFileNumber(MemorySegment region) {
        return (long) Atomic.LONG.getAndAdd(region, NEXT_FILE_OFFSET, 1L);
    }

    static long owner(MemorySegment region) {
        return (long) Atomic.LONG.getVolatile(region, OWNER_OFFSET);
    }

    static boolean allCanWake(MemorySegment region) {
        return (int) Atomic.INT.getVolatile(region, CANNOT_WAKE_OFFSET) == 0;
    }

    static int generation(MemorySegment region, int slot) {
        return (int) Atomic.INT.getVolatile(region, slotOffset(slot));
    }

    static long pid(MemorySegment region, int slot) {
        return (long) Atomic.LONG.getVolatile(region, slotOffset(slot) + PID_OFFSET);
    }

    private static long slotOffset(int slot) {
        return TABLE_OFFSET + SLOT_SIZE * slot;
    }
}
