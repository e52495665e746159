package dev.polyrhythm.memory;

import static dev.polyrhythm.memory.SeqlockMemory.WORD;
import static dev.polyrhythm.memory.internal.cell.SeqlockLayout.CURRENT;
import static dev.polyrhythm.memory.internal.cell.SeqlockLayout.PAUSE;

import dev.polyrhythm.memory.internal.cell.CellType;
import java.io.Serial;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value of several words that is never seen half written, whichever process is killed when.
 * Readers never wait for a writer.
 */
final class Seqlock implements Serializable {
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
     * version, which must not be read. While a slot is current it is not written; so what has that
     * version and was current is a value that was current during the call. It copies the contents,
     * fences, and has them if the version is still the same. A slot is written again only after the
     * next value was published: a reader that is overtaken once succeeds all the same.
     *
     * Large values take long to copy, and writers without a pause would overtake a reader for ever.
     * One that was overtaken often asks for a pause: the next writer does not begin before the
     * reader has its copy or the time that it asked for is over, which is longer at each try. So no
     * reader, dead or stopped, holds writers up for longer.
     */
    @Serial private static final long serialVersionUID = 1L;

    private static final int PATIENCE = 10;
    private static final long FIRST_PAUSE_NANOS = 5_000_000;
    private static final int DOUBLINGS = 11; // to about 10 s
    private static final long STEP_NANOS = 50_000;

    private final SharedLock writers;
    private final SeqlockMemory memory;

    private Seqlock(SharedLock writers, SeqlockMemory memory) {
        this.writers = writers;
        this.memory = memory;
    }

    /** Makes slots that hold zeros. */
    static Seqlock create(CellType type, long contentsByteSize) {
        SeqlockMemory memory = SeqlockMemory.create(type, contentsByteSize);
        return new Seqlock(SharedLock.create(), memory);
    }

    /** Ends the value for this process, and frees its memory once no process uses it. */
    void close() {
        memory.close();
    }

    boolean isClosed() {
        return memory.isClosed();
    }

    MemoryLocation location() {
        return memory.location();
    }

    /**
     * Returns the current value.
     *
     * @param copier makes a copy of the contents, and nothing else of them: they may be torn, and
     *     what it makes of those is thrown away
     */
    <T> T read(Function<MemorySegment, T> copier) {
        memory.requireOpen();
        for (int tries = 0; ; tries++) {
            T copy = tries < PATIENCE ? tryRead(copier) : tryReadInPause(copier, tries - PATIENCE);
            if (copy != null) {
                return copy;
            }
            Thread.onSpinWait();
        }
    }

    private <T> @Nullable T tryRead(Function<MemorySegment, T> copier) {
        long slot = (long) WORD.getAcquire(memory.words(), CURRENT);
        long version = version(slot);
        if (!isWhole(version) || !isCurrent(slot)) {
            return null;
        }
        T copy = copier.apply(memory.contents(slot));
        VarHandle.acquireFence();
        return isUnchanged(slot, version) ? copy : null;
    }

    private <T> @Nullable T tryReadInPause(Function<MemorySegment, T> copier, int pausesBefore) {
        long nanos = FIRST_PAUSE_NANOS << Math.min(pausesBefore, DOUBLINGS);
        WORD.setVolatile(memory.words(), PAUSE, nanos);
        try {
            return tryRead(copier);
        } finally {
            WORD.setVolatile(memory.words(), PAUSE, 0L);
        }
    }

    private void pause() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < pauseNanos()) {
            LockSupport.parkNanos(STEP_NANOS);
        }
        WORD.setVolatile(memory.words(), PAUSE, 0L); // the reader that asked may be dead
    }

    private long pauseNanos() {
        return (long) WORD.getOpaque(memory.words(), PAUSE);
    }

    private long version(long slot) {
        return (long) WORD.getAcquire(memory.words(), memory.versionOffset(slot));
    }

    private static boolean isWhole(long version) {
        return (version & 1) == 0;
    }

    /** Returns whether a slot is current; else it may hold a value that was never published. */
    private boolean isCurrent(long slot) {
        return (long) WORD.getAcquire(memory.words(), CURRENT) == slot;
    }

    private boolean isUnchanged(long slot, long version) {
        return (long) WORD.getOpaque(memory.words(), memory.versionOffset(slot)) == version;
    }

    /** Runs an action while no other thread writes. */
    <T> T exclusively(Supplier<T> action) {
        memory.requireOpen();
        writers.lock();
        try {
            return action.get();
        } finally {
            writers.unlock();
        }
    }

    /** Replaces the value, {@linkplain #exclusively exclusively}. */
    void write(Consumer<MemorySegment> contents) {
        if (pauseNanos() != 0) {
            pause();
        }
        long slot = 1 - (long) WORD.getAcquire(memory.words(), CURRENT);
        long odd = version(slot) | 1; // or it already is, of a writer that died or threw
        WORD.setOpaque(memory.words(), memory.versionOffset(slot), odd);
        VarHandle.storeStoreFence();
        contents.accept(memory.contents(slot));
        WORD.setRelease(memory.words(), memory.versionOffset(slot), odd + 1);
        WORD.setVolatile(memory.words(), CURRENT, slot);
    }
}
