package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.internal.cell.CellType;
import dev.polyrhythm.memory.internal.cell.SeqlockLayout;
import dev.polyrhythm.memory.internal.region.Block;
import dev.polyrhythm.memory.internal.region.OpenBlocks;
import java.io.Serial;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/** The memory of {@link Seqlock}. */
final class SeqlockMemory extends SharedObject {
    @Serial private static final long serialVersionUID = 1L;

    /** Reads and writes the words; {@link Seqlock} says in which order. */
    static final VarHandle WORD = JAVA_LONG.varHandle();

    private final transient long slotSize;
    private transient volatile boolean closed;

    SeqlockMemory(CellType type, Block block) {
        super(type, block);
        this.slotSize = SeqlockLayout.slotSize(lengthInMemory() * Long.BYTES);
        OpenBlocks.add(handle(), this);
    }

    static SeqlockMemory create(CellType type, long contentsByteSize) {
        return new SeqlockMemory(type, allocate(type, SeqlockLayout.words(contentsByteSize)));
    }

    MemorySegment words() {
        return data;
    }

    long versionOffset(long slot) {
        return SeqlockLayout.SLOTS + slot * slotSize;
    }

    MemorySegment contents(long slot) {
        return data.asSlice(
                versionOffset(slot) + SeqlockLayout.CONTENTS, slotSize - SeqlockLayout.CONTENTS);
    }

    synchronized void close() {
        if (!closed) {
            closed = true;
            OpenBlocks.close(handle());
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
