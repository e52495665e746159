package dev.polyrhythm.memory.internal.region;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;

/**
 * The processes that take part in a region, and which of them are alive.
 *
 * <p>A participant holds the kernel's lock on its slot's byte of the lock file for as long as it
 * lives; the kernel gives the lock back at its death, whatever the death was. So <em>is it
 * alive?</em> is <em>is its byte locked?</em>: right for zombies, for containers that share a
 * directory, and for process ids that were used again. The generation tells two holders of one slot
 * apart.
 */
final class Participants {
    private static final int SLOT_BITS = 16;
    private static final int CLEAN_TRIES = 20;
    private static final long PAUSE_NANOS = 200_000;

    private final RegionFile file;
    private final LockFile lockFile;
    private final int ownSlot;
    private final long self;

    private Participants(RegionFile file, LockFile lockFile, int ownSlot, int generation)
            throws IOException {
        this.file = file;
        this.lockFile = lockFile;
        this.ownSlot = ownSlot;
        this.self = id(ownSlot, generation);
        RegionLayout.setPid(file, ownSlot, ProcessHandle.current().pid());
    }

    /**
     * Enters this process in the table.
     *
     * @param reserved the slot that it has {@linkplain LockFile#reserveSlot reserved}
     * @throws PolyrhythmException if there is no place
     */
    static Participants join(RegionFile file, LockFile lockFile, int reserved) throws IOException {
        for (int slot = reserved; slot >= 0; slot = lockFile.reserveSlot(slot + 1)) {
            int generation = RegionLayout.nextGeneration(file, slot);
            if (lockFile.takeReserved(slot)) {
                return new Participants(file, lockFile, slot, generation);
            }
        }
        throw noPlace();
    }

    /** This process: slot and generation in one word, never 0. */
    long self() {
        return self;
    }

    long pid(long participant) {
        int slot = slot(participant);
        long pid = RegionLayout.pid(file.memory(), slot);
        return isCurrent(participant) ? pid : 0;
    }

    boolean isAlive(long participant) {
        return isAlive(participant, lockFile::isAlive);
    }

    /**
     * Checks the generation again after the lock: meanwhile another process may have taken the slot
     * of a dead one, and it changes the generation before it takes the lock. A generation that is
     * still the same proves that the lock was not the other's.
     *
     * @param isLocked whether the byte of a slot is locked
     */
    boolean isAlive(long participant, IntPredicate isLocked) {
        int slot = slot(participant);
        return isCurrent(participant)
                && (slot == ownSlot || isLocked.test(slot))
                && isCurrent(participant);
    }

    /** Returns whether the slot has not been taken by another process since. */
    private boolean isCurrent(long participant) {
        return generation(participant) == RegionLayout.generation(file.memory(), slot(participant));
    }

    /** Whether a process that has not left is still there, or still on its way out. */
    boolean isPresent(long pid) throws IOException {
        return isPresent(pid, lockFile::isNeeded);
    }

    /**
     * Reads the process id again after the lock, as {@link #isAlive(long, IntPredicate)} does the
     * generation.
     *
     * @param isLocked whether the second byte of a slot is locked
     */
    boolean isPresent(long pid, IntPredicate isLocked) throws IOException {
        ByteBuffer table = file.read();
        for (int slot = 0; slot < RegionLayout.SLOTS; slot++) {
            if (RegionLayout.pid(table, slot) == pid
                    && isLocked.test(slot)
                    && RegionLayout.pid(file.read(), slot) == pid) {
                return true;
            }
        }
        return false;
    }

    /**
     * Gives up this process's need of the region, once. True if no other process needs it: then the
     * caller removes it. The slot stays taken until this process is dead.
     */
    boolean leave() throws IOException {
        RegionLayout.setPid(file, ownSlot, 0);
        lockFile.giveBackNeed();
        return takeNeedOfAll();
    }

    /** Tries a few times: a probe by another process may hold a byte for a moment. */
    private boolean takeNeedOfAll() throws IOException {
        for (int i = 0; i < CLEAN_TRIES; i++) {
            if (lockFile.takeNeedOfAll()) {
                return true;
            }
            if (anyOtherPid()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return false;
    }

    private boolean anyOtherPid() throws IOException {
        ByteBuffer table = file.read();
        for (int slot = 0; slot < RegionLayout.SLOTS; slot++) {
            long pid = RegionLayout.pid(table, slot);
            if (slot != ownSlot && pid != 0 && lockFile.isNeeded(slot)) {
                return true;
            }
        }
        return false;
    }

    static long id(int slot, int generation) {
        return (long) generation << SLOT_BITS | slot;
    }

    static int slot(long participant) {
        return (int) (participant & (1 << SLOT_BITS) - 1);
    }

    private static int generation(long participant) {
        return (int) (participant >>> SLOT_BITS);
    }

    /** The error of a process for which there is no place. */
    static PolyrhythmException noPlace() {
        return new PolyrhythmException(
                "no place is free: too many processes share one program's memory, or it is being"
                        + " removed: limit="
                        + RegionLayout.SLOTS);
    }
}
