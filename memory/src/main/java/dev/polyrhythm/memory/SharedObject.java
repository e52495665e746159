package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.cell.CellLayout;
import dev.polyrhythm.memory.internal.cell.CellType;
import dev.polyrhythm.memory.internal.region.Block;
import dev.polyrhythm.memory.internal.region.MemoryAccess;
import dev.polyrhythm.memory.internal.region.Region;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;

/**
 * Base of all shared types: a block of the region. It travels to another process as a handle, never
 * as a copy.
 */
abstract class SharedObject implements Serializable {
    @Serial private static final long serialVersionUID = 1L;

    private final transient CellType type;
    private final transient Block block;
    final transient MemorySegment data;

    SharedObject(CellType type, Block block) {
        CellLayout.check(block.segment(), type);
        this.type = type;
        this.block = block;
        this.data = block.segment().asSlice(CellLayout.DATA_OFFSET);
    }

    /**
     * Allocates a block of zeros for so many elements, of whole longs: bytes are changed by ints.
     */
    static Block allocate(CellType type, long length) {
        long size = Math.ceilDiv(length * type.elementSize, Long.BYTES) * Long.BYTES;
        Block block = Region.current().allocate(CellLayout.DATA_OFFSET + size);
        CellLayout.initialize(block.segment(), type, length);
        return block;
    }

    final CellType type() {
        return type;
    }

    final Block.Handle handle() {
        return block.handle();
    }

    /**
     * Returns where the bytes are, for other languages.
     *
     * @return the file and the place in it
     */
    public final MemoryLocation location() {
        requireOpen();
        Block.Handle handle = block.handle();
        return new MemoryLocation(
                Region.current().directory().resolve(handle.file()),
                handle.byteOffset(),
                handle.byteSize());
    }

    final long lengthInMemory() {
        return CellLayout.length(block.segment());
    }

    /** Fails if this process has closed it. */
    void requireOpen() {}

    @Serial
    final Object writeReplace() { // not private: serialization looks from the subclass
        requireOpen();
        return new Reference(type, block.handle());
    }

    @Serial
    private void readObject(ObjectInputStream stream) throws InvalidObjectException {
        throw new InvalidObjectException("a shared object travels as a reference");
    }

    private record Reference(CellType type, Block.Handle handle) implements Serializable {
        @Serial private static final long serialVersionUID = 1L;

        @Serial
        private Object readResolve() {
            return MemoryAccess.get().resolve(type.code, handle);
        }
    }
}
