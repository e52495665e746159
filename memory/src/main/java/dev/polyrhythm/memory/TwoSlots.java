package dev.polyrhythm.memory;

import static dev.polyrhythm.memory.SlotMemory.CURRENT;
import static dev.polyrhythm.memory.SlotMemory.WORD;

import java.io.Serial;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A value of several words that is never seen half written, whoever is killed when. Readers never
 * wait and never hold a writer up.
 */
final class TwoSlots implements Serializable {
    /*
     * Two slots: one is current, the other is what the next writer writes. A slot has a version,
     * odd while it is written: a seqlock for each (Boehm, "Can seqlocks get along with programming
     * language memory models?", MSPC 2012). Writers hold the lock, which survives their death; what
     * a dead one left is in the slot that is not current, where the next one writes again.
     *
     * A writer makes the version odd, fences, writes the contents, makes the version even (release)
     * and then the slot current.
     *
     * A reader takes the current slot and its version (acquire), and then looks whether the slot is
     * still current: a writer that died before it published has left a whole value with an even
     * version, which must not be read. While a slot is current nobody writes it; so what has that
     * version and was current is a value that was current during the call. It copies the contents,
     * fences, and has them if the version is still the same. A slot is written again only after the
     * next value was published: a reader that is overtaken once succeeds all the same.
     */
    @Serial private static final long serialVersionUID = 1L;

    private final SharedLock writers;
    private final SlotMemory memory;

    private TwoSlots(SharedLock writers, SlotMemory memory) {
        this.writers = writers;
        this.memory = memory;
    }

    /** New slots that hold zeros. */
    static TwoSlots create(CellType type, long contentsByteSize) {
        SlotMemory memory = SlotMemory.create(type, contentsByteSize);
        return new TwoSlots(SharedLock.create(), memory);
    }

    /**
     * The current value.
     *
     * @param copier makes a copy of the contents, and nothing else of them: they may be torn, and
     *     what it makes of those is thrown away
     */
    <T> T read(Function<MemorySegment, T> copier) {
        while (true) {
            long slot = (long) WORD.getAcquire(memory.words(), CURRENT);
            long version = version(slot);
            if (isWhole(version) && isCurrent(slot)) {
                T copy = copier.apply(memory.contents(slot));
                VarHandle.acquireFence();
                if (isUnchanged(slot, version)) {
                    return copy;
                }
            }
            Thread.onSpinWait();
        }
    }

    private long version(long slot) {
        return (long) WORD.getAcquire(memory.words(), memory.versionOffset(slot));
    }

    private static boolean isWhole(long version) {
        return (version & 1) == 0;
    }

    /** A slot that is not current may hold a value that was never published. */
    private boolean isCurrent(long slot) {
        return (long) WORD.getAcquire(memory.words(), CURRENT) == slot;
    }

    private boolean isUnchanged(long slot, long version) {
        return (long) WORD.getOpaque(memory.words(), memory.versionOffset(slot)) == version;
    }

    /** Runs an action while nobody else writes. */
    <T> T exclusively(Supplier<T> action) {
        writers.lock();
        try {
            return action.get();
        } finally {
            writers.unlock();
        }
    }

    /** Replaces the value, {@linkplain #exclusively exclusively}. */
    void write(Consumer<MemorySegment> contents) {
        long slot = 1 - (long) WORD.getAcquire(memory.words(), CURRENT);
        long odd = version(slot) | 1; // or it already is, of a writer that died or threw
        WORD.setOpaque(memory.words(), memory.versionOffset(slot), odd);
        VarHandle.storeStoreFence();
        contents.accept(memory.contents(slot));
        WORD.setRelease(memory.words(), memory.versionOffset(slot), odd + 1);
        WORD.setVolatile(memory.words(), CURRENT, slot);
    }
}
