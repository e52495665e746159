package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.cell.CellType;
import java.lang.foreign.MemorySegment;

/** Shared objects for the states of proofs: made once, and given out again as zeros. */
final class Cells<T extends SharedObject> {
    private final Slots<T> slots;

    private Cells(Slots<T> slots) {
        this.slots = slots;
    }

    /** Those of one type. */
    static <T extends SharedObject> Cells<T> of(Class<T> kind, CellType type, int length) {
        return new Cells<>(
                new Slots<>(() ->
                        kind.cast(
                                MemoryAccessImpl.Types.open(type, SharedObject.allocate(type, length)))));
    }

    /** Memory for data that is plain, of 64 bytes. */
    static Cells<SharedLongArray> plain() {
        return of(SharedLongArray.class, CellType.LONG_ARRAY, 8);
    }

    /** One that nobody uses, all zeros. */
    T next() {
        T cell = slots.next();
        cell.data.fill((byte) 0);
        return cell;
    }

    /** The memory of one that nobody uses, all zeros. */
    MemorySegment nextMemory() {
        return next().data;
    }
}
