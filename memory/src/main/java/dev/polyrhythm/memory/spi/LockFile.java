package dev.polyrhythm.memory.spi;

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
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The lock file of a region. This class alone opens one: POSIX drops all locks that a process has
 * on a file as soon as it closes any descriptor of it.
 *
 * <p>So the file of the own region is opened once and never closed while the process takes part in
 * it, and whoever looks at the regions of others first makes sure that none is the own. A file is
 * known by its identity: its path can be spelled in many ways, and changes when a region that is
 * being made gets its name. One monitor, {@code OWN}, covers opening, looking and removing.
 */
final class LockFile {
    private static final boolean SHARED = true;

    /**
     * The lock files that this process keeps open, by their identities; guarded by itself. Open to
     * the end, also when they are used no more: an identity whose file is closed can be another's.
     */
    private static final Map<Object, LockFile> OWN = new HashMap<>();

    private final Object identity;
    private final FileChannel channel;
    private @Nullable FileLock taken;

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

    /** Takes a free slot and keeps it; -1 if none is free. */
    int takeSlot() throws IOException {
        for (int slot = 0; slot < RegionLayout.SLOTS; slot++) {
            if (tryTake(slot, 1)) {
                return slot;
            }
        }
        return -1;
    }

    /** Takes all slots, which only who is alone can. */
    boolean takeAll() throws IOException {
        return tryTake(0, RegionLayout.SLOTS);
    }

    /** Gives back what was taken. */
    synchronized void giveBack() throws IOException {
        if (taken != null) {
            taken.release();
        }
    }

    private synchronized boolean tryTake(long from, long count) throws IOException {
        try {
            taken = channel.tryLock(from, count, !SHARED);
            return taken != null;
        } catch (OverlappingFileLockException e) {
            return false; // another class loader of this JVM takes part too
        }
    }

    /**
     * Whether any process holds a slot. Asked with a shared lock: two who ask at the same time must
     * not take each other for the holder.
     */
    synchronized boolean isTaken(int slot) { // two threads that ask would meet each other's lock
        try (FileLock lock = channel.tryLock(slot, 1, SHARED)) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            throw new PolyrhythmException("cannot ask who is alive: slot=" + slot, e);
        }
    }

    /**
     * Runs an action on a region of others while nobody can join it, unless somebody takes part.
     *
     * @return false if somebody does, and nothing was done
     */
    static boolean runIfUnused(Path path, Runnable action) throws IOException {
        synchronized (OWN) {
            if (OWN.containsKey(identity(path))) {
                return false;
            }
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
                    FileLock all = file.tryLock(0, RegionLayout.SLOTS, !SHARED)) {
                if (all != null) {
                    action.run();
                }
                return all != null;
            } catch (OverlappingFileLockException e) {
                return false;
            }
        }
    }
}
