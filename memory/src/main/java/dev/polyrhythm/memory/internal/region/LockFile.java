package dev.polyrhythm.memory.internal.region;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The lock file of a region. This class alone opens one: POSIX drops all locks that a process has
 * on a file as soon as it closes any descriptor of it.
 *
 * <p>Of a slot it has two bytes. The holder of the first is alive; it is not given back before the
 * holder's death, as its threads may still write what others would repair if they took it for dead.
 * The holder of the second needs the region: it is given back on leaving, and the process that then
 * gets the second bytes of all is the last one and removes the region. The first bytes come first,
 * one for each slot.
 *
 * <p>A joining process takes the second byte before the first, and changes the slot's generation in
 * between: so the one that had the slot before, and is dead, is never taken for alive again.
 *
 * <p>Because of POSIX the file of the own region is opened once and never closed while the process
 * takes part in it, and a look at the regions of others first makes sure that none is the own. A
 * file is known by its identity: its path can be spelled in many ways, and changes when a region
 * that is being made gets its name. One monitor, {@code OWN}, covers opening, looking and removing.
 */
final class LockFile {
    private static final boolean SHARED = true;
    private static final int TRIES = 50;
    private static final long PAUSE_NANOS = 200_000;
    private static final long SLOTS = RegionLayout.SLOTS;

    /**
     * The lock files that this process keeps open, by their identities; guarded by itself. Open to
     * the end, also when they are used no more: an identity whose file is closed can be another's.
     */
    private static final Map<Object, LockFile> OWN = new HashMap<>();

    private final Object identity;
    private final FileChannel channel;
    private @Nullable FileLock need;

    private LockFile(Object identity, FileChannel channel) {
        this.identity = identity;
        this.channel = channel;
    }

    /** Opens the file of the own region, for as long as this process takes part in it. */
    static LockFile open(Path path) throws IOException {
        synchronized (OWN) {
            Object identity = identity(path);
            FileChannel channel =
                    FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            LockFile opened = new LockFile(identity, channel);
            OWN.put(identity, opened);
            return opened;
        }
    }

    private static Object identity(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return Objects.requireNonNullElse(key, path.toRealPath()); // Windows has no keys
    }

    /**
     * Takes back an opening that led to nothing. Left to the garbage collector, it would be closed
     * some time later and take the locks of the next, successful one with it.
     */
    void abandon() throws IOException {
        synchronized (OWN) {
            OWN.remove(identity);
            channel.close();
        }
    }

    /**
     * Takes the second byte of a slot whose first byte is free, which no other process can take
     * then. The region stays until it is given back. A byte may be taken because another process
     * just asks about it, so it looks more than once.
     *
     * @param first the slot to begin with
     * @return the slot, or -1 if none is free, or the region is being removed
     */
    synchronized int reserveSlot(int first) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            for (int slot = first; slot < SLOTS; slot++) {
                if (reserve(slot)) {
                    return slot;
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return -1;
    }

    private boolean reserve(int slot) throws IOException {
        need = tryTake(SLOTS + slot, 1);
        if (need != null && isAlive(slot)) {
            giveBackNeed(); // one that has left and is not dead yet
            need = null;
        }
        return need != null;
    }

    /**
     * Takes the first byte of the reserved slot, and keeps it.
     *
     * @return false if it could not, and the slot is given back
     */
    synchronized boolean takeReserved(int slot) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            if (tryTake(slot, 1) != null) {
                return true;
            }
            LockSupport.parkNanos(PAUSE_NANOS); // another process asks about it
        }
        giveBackNeed();
        return false;
    }

    private @Nullable FileLock tryTake(long from, long count) throws IOException {
        try {
            return channel.tryLock(from, count, !SHARED);
        } catch (OverlappingFileLockException e) {
            return null; // another class loader of this JVM takes part too
        }
    }

    /** Says that this process, which lives on for a moment, does not need the region any more. */
    synchronized void giveBackNeed() throws IOException {
        if (need != null) {
            need.release();
        }
    }

    /** Makes sure that no process needs the region, and that none can join it any more. */
    synchronized boolean takeNeedOfAll() throws IOException {
        return tryTake(SLOTS, SLOTS) != null;
    }

    /** Whether the process that took a slot is alive. */
    boolean isAlive(int slot) {
        return isTaken(slot);
    }

    /** Whether the process that took a slot needs the region. */
    boolean isNeeded(int slot) {
        return isTaken(SLOTS + slot);
    }

    /**
     * Asked with a shared lock: two processes that ask at the same time must not take each other
     * for the holder. Two threads would meet each other's lock even so, hence one at a time.
     */
    private synchronized boolean isTaken(long position) {
        try (FileLock lock = channel.tryLock(position, 1, SHARED)) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            throw new PolyrhythmException(
                    "cannot tell whether a process is alive: position=" + position, e);
        }
    }

    /**
     * Runs an action on a region of others while no process can join it, unless one takes part.
     *
     * @return false if one does, and nothing was done
     */
    static boolean runIfUnused(Path path, Runnable action) throws IOException {
        synchronized (OWN) {
            if (OWN.containsKey(identity(path))) {
                return false;
            }
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
                    FileLock all = file.tryLock(0, 2 * SLOTS, !SHARED)) {
                if (all != null) {
                    action.run();
                }
                return all != null;
            } catch (OverlappingFileLockException e) {
                return false;
            }
        }
    }

    /**
     * The slots of a region of others whose processes are alive. Asked one by one, and only the
     * first bytes: a process that joins meanwhile finds another slot free, and one that leaves or
     * sweeps is not disturbed for longer than a moment.
     *
     * @return nothing for the own region, whose locks a look from outside would drop
     */
    static Optional<List<Integer>> aliveSlots(Path path) throws IOException {
        synchronized (OWN) {
            if (OWN.containsKey(identity(path))) {
                return Optional.empty();
            }
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
                LockFile others = new LockFile(path, file);
                return Optional.of(
                        IntStream.range(0, (int) SLOTS).filter(others::isAlive).boxed().toList());
            }
        }
    }
}
