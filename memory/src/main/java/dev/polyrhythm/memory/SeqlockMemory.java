package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.internal.region.Block;
import java.io.Serial;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * The memory of {@link Seqlock}, in words of 8 bytes.
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
final class SeqlockMemory extends SharedObject {
    @Serial private static final long serialVersionUID = 1L;

    /** How the words are read and written; {@link Seqlock} says in which order. */
    static final VarHandle WORD = JAVA_LONG.varHandle();

    static final long CURRENT = 0;
    static final long PAUSE = 8;
    private static final long SLOTS = 16;
    private static final long CONTENTS = 8;

    private final transient long slotSize;
    private transient volatile boolean closed;

    SeqlockMemory(CellType type, Block block) {
        super(type, block);
        this.slotSize = (lengthInMemory() * Long.BYTES - SLOTS) / 2;
        OpenBlocks.add(this);
    }

    static SeqlockMemory create(CellType type, long contentsByteSize) {
        long contents = Math.ceilDiv(contentsByteSize, Long.BYTES);
        return new SeqlockMemory(type, allocate(type, 2 + 2 * (1 + contents)));
    }

    MemorySegment words() {
        return data;
    }

    long versionOffset(long slot) {
        return SLOTS + slot * slotSize;
    }

    MemorySegment contents(long slot) {
        return data.asSlice(versionOffset(slot) + CONTENTS, slotSize - CONTENTS);
    }

    synchronized void close() {
        if (!closed) {
            closed = true;
            OpenBlocks.close(this);
        }
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    void requireOpen() {
        if (closed) {
            throw new ClosedException("the shared value is closed: file=" + handle().file());
        }
    }
}
