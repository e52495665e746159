package dev.polyrhythm.memory.spi;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Who takes part in a region, and who of them is alive.
 *
 * <p>A participant holds the kernel's lock on its slot's byte of the lock file for as long as it
 * lives; the kernel gives the lock back at its death, whatever the death was. So <em>is it
 * alive?</em> is <em>is its byte locked?</em>: right for zombies, for containers that share a
 * directory, and for process ids that were used again. The generation tells two holders of one slot
 * apart. Questions are asked with shared locks: two who ask at the same time must not take each
 * other for the holder.
 *
 * <p>The lock file is opened once in a process and never closed before the end: POSIX drops all
 * locks that a process has on a file as soon as it closes any descriptor of it.
 */
final class Participants {
    private static final int SLOT_BITS = 16;
    private static final boolean SHARED = true;
    private static final int CLEAN_TRIES = 20;
    private static final long PAUSE_NANOS = 200_000;

    private final MemorySegment table;
    private final FileChannel lockFile;
    private final Object probing = new Object();
    private int ownSlot;
    private @Nullable FileLock ownLock;

    private Participants(MemorySegment table, FileChannel lockFile) {
        this.table = table;
        this.lockFile = lockFile;
    }

    /** Takes a free slot; the region cannot be removed by others from then on. */
    static Participants join(MemorySegment table, Path lockPath) throws IOException {
        FileChannel lockFile =
                FileChannel.open(lockPath, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Participants joined = new Participants(table, lockFile);
        joined.takeSlot();
        return joined;
    }

    private void takeSlot() throws IOException {
        for (int slot = 0; slot < RegionLayout.SLOTS; slot++) {
            FileLock lock = lockFile.tryLock(slot, 1, !SHARED);
            if (lock != null) {
                ownSlot = slot;
                ownLock = lock;
                RegionLayout.nextGeneration(table, slot);
                RegionLayout.setPid(table, slot, ProcessHandle.current().pid());
                return;
            }
        }
        throw new PolyrhythmException(
                "too many processes share one program's memory: limit=" + RegionLayout.SLOTS);
    }

    /** This process: slot and generation in one word, never 0. */
    long self() {
        return id(ownSlot, RegionLayout.generation(table, ownSlot));
    }

    long pid(long participant) {
        return RegionLayout.pid(table, slot(participant));
    }

    boolean isAlive(long participant) {
        int slot = slot(participant);
        if (generation(participant) != RegionLayout.generation(table, slot)) {
            return false;
        }
        return slot == ownSlot || isLocked(slot);
    }

    private boolean isLocked(int slot) {
        synchronized (probing) { // two probes of one process would meet each other's lock
            try (FileLock lock = lockFile.tryLock(slot, 1, SHARED)) {
                return lock == null;
            } catch (OverlappingFileLockException e) {
                return true;
            } catch (IOException e) {
                throw new PolyrhythmException("cannot ask who is alive: slot=" + slot, e);
            }
        }
    }

    /** Whether a process that has not left is still there, or still on its way out. */
    boolean isPresent(long pid) {
        for (int slot = 0; slot < RegionLayout.SLOTS; slot++) {
            if (RegionLayout.pid(table, slot) == pid && isLocked(slot)) {
                return true;
            }
        }
        return false;
    }

    /** Gives the slot back. True if nobody else is left: the caller then removes the region. */
    boolean leave() throws IOException {
        FileLock lock = ownLock;
        if (lock == null) {
            return false;
        }
        ownLock = null;
        RegionLayout.setPid(table, ownSlot, 0);
        synchronized (probing) {
            lock.release();
            return takeWholeFile();
        }
    }

    /** A probe by somebody else may hold a byte for a moment: try again, a little. */
    private boolean takeWholeFile() throws IOException {
        for (int i = 0; i < CLEAN_TRIES; i++) {
            if (lockFile.tryLock(0, RegionLayout.SLOTS, !SHARED) != null) {
                return true;
            }
            if (anyOtherPid()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return false;
    }

    private boolean anyOtherPid() {
        for (int slot = 0; slot < RegionLayout.SLOTS; slot++) {
            long pid = RegionLayout.pid(table, slot);
            if (slot != ownSlot && pid != 0 && isLocked(slot)) {
                return true;
            }
        }
        return false;
    }

    static long id(int slot, int generation) {
        return (long) generation << SLOT_BITS | slot;
    }

    private static int slot(long participant) {
        return (int) (participant & (1 << SLOT_BITS) - 1);
    }

    private static int generation(long participant) {
        return (int) (participant >>> SLOT_BITS);
    }
}
