package dev.polyrhythm.memory.internal.region;

import dev.polyrhythm.memory.ClosedException;
import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.platform.Futex;
import dev.polyrhythm.platform.SharedMemoryDirectory;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The memory that the processes of one program share: a private directory of mapped files.
 *
 * <p>The first process makes it when the first shared thing is made, and tells its children the
 * path in the system property {@value #PATH_PROPERTY}. It is removed by the last process that
 * leaves; see {@link Participants} for how that is known, and {@link RegionSweeper} for what
 * remains when all were killed.
 *
 * <p>Small blocks are cut from chunk files by one CAS on a counter, and never taken back while the
 * program lives; large ones have a file of their own, whose number is never used again, and can be
 * freed. So a handle in another process can never mean something new.
 */
public final class Region {
    /** The system property that tells a child the region's directory. */
    public static final String PATH_PROPERTY = "polyrhythm.region";

    private static final long PAUSE_NANOS = 500_000;
    private static final long CHUNK_SIZE = 1 << 18;
    private static final long LARGEST_CELL = 1 << 12;
    private static final long CELL_ALIGNMENT =
            64; // a cache line: neighbours do not slow each other

    private static final Object CREATION = new Object();
    private static volatile @Nullable Region current;

    private final Path directory;
    private final RegionFile file;
    private final Participants participants;
    private final Mappings mappings;
    private final RegionServices services = new RegionServices(this);
    private boolean left;

    private Region(Path directory, RegionFile file, Participants participants) {
        this.directory = directory;
        this.file = file;
        this.participants = participants;
        this.mappings = new Mappings(directory);
    }

    /**
     * The program's region. The first call makes it, or joins the one that the parent made.
     *
     * @return the same object for as long as this process lives
     * @throws PolyrhythmException if there is no space for it, or the parent's is not there
     */
    public static Region current() {
        Region region = current;
        if (region != null) {
            return region;
        }
        synchronized (CREATION) {
            if (current == null) {
                current = createOrJoin();
                ShutdownPhases.register(ShutdownPhases.Phase.MEMORY, Region::leaveCurrent);
            }
            return Objects.requireNonNull(current);
        }
    }

    /**
     * Whether this process has a region yet.
     *
     * @return false if nothing shared has been used
     */
    public static boolean exists() {
        return current != null;
    }

    /** Leaves the region, if there is one; the last participant removes it. Idempotent. */
    public static void leaveCurrent() {
        Region region = current;
        if (region != null) {
            region.leave();
        }
    }

    /**
     * Waits until a process that is about to end has let go of the region. The kernel closes the
     * files of a dying process one by one: its pipes can be gone before its locks are.
     *
     * @param pid the process
     * @param patienceNanos for how long at most
     */
    public static void awaitGone(long pid, long patienceNanos) {
        Region region = current;
        long deadline = System.nanoTime() + patienceNanos;
        while (region != null && region.isPresent(pid) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private boolean isPresent(long pid) {
        try {
            return participants.isPresent(pid);
        } catch (IOException e) {
            return false; // the region has been removed
        }
    }

    static boolean isOwn(Path path) {
        Region region = current;
        return region != null && region.directory.equals(path);
    }

    private static Region createOrJoin() {
        String path = System.getProperty(PATH_PROPERTY);
        try {
            return path == null ? create(SharedMemoryDirectory.get()) : join(Path.of(path));
        } catch (IOException e) {
            throw new PolyrhythmException(
                    "cannot set up shared memory: directory="
                            + (path == null ? SharedMemoryDirectory.get() : path),
                    e);
        }
    }

    /** A region is made under another name and renamed once it is locked: no sweep can meet it. */
    static Region create(Path base) throws IOException {
        RegionSweeper.sweep(base);
        String name = ProcessHandle.current().pid() + "-" + randomSuffix();
        Path draft = RegionFiles.createDirectory(base.resolve(RegionSweeper.DRAFT_PREFIX + name));
        try {
            RegionFiles.createEmpty(draft.resolve(RegionFiles.LOCK_FILE));
            RegionFiles.allocate(draft.resolve(RegionFiles.REGION_FILE), RegionLayout.BYTE_SIZE);
            RegionLayout.initialize(new RegionFile(draft.resolve(RegionFiles.REGION_FILE)));
            Region made = enter(draft, base.resolve(RegionSweeper.PREFIX + name));
            RegionLayout.setOwner(made.file, made.self());
            Files.move(draft, made.directory);
            made.file.movedTo(made.directory.resolve(RegionFiles.REGION_FILE));
            return made;
        } catch (IOException | RuntimeException | Error e) {
            RegionRemoval.removeTree(draft);
            throw e;
        }
    }

    private static String randomSuffix() {
        byte[] bytes = new byte[4];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static Region join(Path directory) throws IOException {
        return enter(directory, directory);
    }

    /**
     * Takes a place in a region and looks at its files only then: they are not removed any more,
     * and if they were before, the first file is not there.
     */
    private static Region enter(Path files, Path directory) throws IOException {
        LockFile lock = LockFile.open(files.resolve(RegionFiles.LOCK_FILE));
        try {
            int slot = lock.reserveSlot(0);
            if (slot < 0) {
                throw Participants.noPlace();
            }
            RegionFile file = new RegionFile(files.resolve(RegionFiles.REGION_FILE));
            String fault = RegionLayout.fault(file.read());
            if (!fault.isEmpty()) {
                throw new PolyrhythmException("not a region of this version: " + fault);
            }
            Participants participants = Participants.join(file, lock, slot);
            if (!Futex.isAvailable()) {
                RegionLayout.setCannotWake(file);
            }
            return new Region(directory, file, participants);
        } catch (IOException | RuntimeException | Error e) {
            lock.abandon();
            throw e;
        }
    }

    /**
     * The directory of the region's files.
     *
     * @return an absolute path
     */
    public Path directory() {
        return directory;
    }

    /**
     * This process among the participants.
     *
     * @return slot and generation in one word, never 0
     */
    public long self() {
        return participants.self();
    }

    /**
     * A participant's place, of which there are 1024.
     *
     * @param participant what {@link #self()} returned in that process
     * @return a number that no other process has while that one lives
     */
    public static int slot(long participant) {
        return Participants.slot(participant);
    }

    /**
     * Whether this is the program's first process.
     *
     * @return true in the process that made the region
     */
    public boolean isOwner() {
        return self() == RegionLayout.owner(file.memory());
    }

    /**
     * Whether a participant lives, as the kernel says.
     *
     * @param participant what {@link #self()} returned in that process
     * @return false once it has ended, however it did
     */
    public boolean isAlive(long participant) {
        return participants.isAlive(participant);
    }

    /**
     * A participant's process id, for messages.
     *
     * @param participant what {@link #self()} returned in that process
     * @return the process id, or 0 if it has left
     */
    public long pid(long participant) {
        return participants.pid(participant);
    }

    /**
     * Whether every process that ever joined can wake another one that waits in the kernel.
     *
     * @return false if one could not: waiters must look now and then
     */
    public boolean allCanWake() {
        return RegionLayout.allCanWake(file.memory());
    }

    /**
     * A number that no other call in the program returns.
     *
     * @return 0 or more
     */
    public long nextNumber() {
        return RegionLayout.takeFileNumber(file.memory());
    }

    /**
     * Hands out a new block of zeros.
     *
     * @param byteSize its length, at least 1
     * @return a block that begins at a multiple of 64 bytes
     * @throws PolyrhythmException if there is no space
     */
    public Block allocate(long byteSize) {
        return byteSize <= LARGEST_CELL ? allocateCell(byteSize) : allocateFile(byteSize);
    }

    private Block allocateCell(long byteSize) {
        long size = (byteSize + CELL_ALIGNMENT - 1) / CELL_ALIGNMENT * CELL_ALIGNMENT;
        while (true) {
            long next = RegionLayout.nextCell(file.memory());
            long end = next / CHUNK_SIZE * CHUNK_SIZE + CHUNK_SIZE;
            long start = next + size <= end ? next : end;
            if (RegionLayout.advanceNextCell(file.memory(), next, start + size)) {
                String file = "cells-" + start / CHUNK_SIZE;
                named(file, CHUNK_SIZE);
                return resolve(new Block.Handle(name(), file, start % CHUNK_SIZE, byteSize));
            }
        }
    }

    private Block allocateFile(long byteSize) {
        String file = RegionFiles.BLOCK_FILE + allocateNumbered(byteSize);
        return resolve(new Block.Handle(name(), file, 0, byteSize));
    }

    /**
     * A block that every process finds by its name: made by the first that asks.
     *
     * @param name letters, digits and hyphens
     * @param byteSize its length, the same in all calls
     * @return the whole block, zeros when it is new
     * @throws PolyrhythmException if there is no space, or it was made with another size
     */
    public MemorySegment named(String name, long byteSize) {
        if (!has(name)) {
            make(name, byteSize);
        }
        MemorySegment block = mappings.permanent(name);
        if (block.byteSize() != byteSize) {
            throw new PolyrhythmException(
                    "shared memory has another size: name=%s, byteSize=%d, asked for byteSize=%d"
                            .formatted(name, block.byteSize(), byteSize));
        }
        return block;
    }

    private void make(String file, long byteSize) {
        Path draft = directory.resolve(file + ".draft-" + nextNumber());
        try {
            RegionFiles.allocateOnce(directory.resolve(file), draft, byteSize);
        } catch (IOException e) {
            throw new PolyrhythmException("cannot make shared memory: name=" + file, e);
        }
    }

    /**
     * Whether any process has made a block of that name.
     *
     * @param name the block's name
     * @return false if none has asked for it yet
     */
    public boolean has(String name) {
        return mappings.has(name) || Files.exists(directory.resolve(name));
    }

    /**
     * The block that a handle means.
     *
     * @param handle from any process of this program
     * @return the block as this process sees it
     * @throws ClosedException if it has been freed
     * @throws PolyrhythmException if it is another program's
     */
    public Block resolve(Block.Handle handle) {
        if (!handle.region().equals(name())) {
            throw new PolyrhythmException(
                    "shared memory of another program: its region="
                            + handle.region()
                            + ", this program's="
                            + name());
        }
        MemorySegment file =
                handle.hasOwnFile()
                        ? mappings.closeable(handle.file())
                        : mappings.permanent(handle.file());
        if (handle.byteOffset() + handle.byteSize() > file.byteSize()) {
            throw new PolyrhythmException(
                    "shared memory is shorter than it was: file=%s, byteOffset=%d, byteSize=%d, fileSize=%d"
                            .formatted(
                                    handle.file(),
                                    handle.byteOffset(),
                                    handle.byteSize(),
                                    file.byteSize()));
        }
        return new Block(handle, file.asSlice(handle.byteOffset(), handle.byteSize()));
    }

    /**
     * Frees a block that has a file of its own: in this process an access to it is an {@link
     * IllegalStateException} from now on, no other process can resolve it any more, and its memory
     * is free once each process that had resolved it has freed it or ended.
     *
     * @param handle the block; one that shares its file with others stays
     */
    public void free(Block.Handle handle) {
        if (handle.hasOwnFile()) {
            mappings.close(handle.file());
        }
    }

    /**
     * Hands out a new block of zeros that is known by its number alone.
     *
     * @param byteSize its length, at least 1
     * @return its number, for {@link #mapNumbered}
     * @throws PolyrhythmException if there is no space
     */
    public long allocateNumbered(long byteSize) {
        long number = nextNumber();
        RegionFiles.allocate(directory.resolve(RegionFiles.BLOCK_FILE + number), byteSize);
        return number;
    }

    /**
     * The block of a number.
     *
     * @param number from {@link #allocateNumbered}, in any process of this program
     * @return the whole block, mapped anew, valid as long as something refers to it
     * @throws ClosedException if it has been freed
     */
    public MemorySegment mapNumbered(long number) {
        return mappings.collectable(RegionFiles.BLOCK_FILE + number);
    }

    /**
     * Frees a numbered block. A process that has it mapped can still use it; its memory is free
     * once none has.
     *
     * @param number from {@link #allocateNumbered}
     */
    public void freeNumbered(long number) {
        RegionFiles.deleteQuietly(directory.resolve(RegionFiles.BLOCK_FILE + number));
    }

    /**
     * Has a service started in the first process, if it does not run yet. Returns at once.
     *
     * @param name the service's name
     */
    public void requestService(String name) {
        services.request(name);
    }

    /** In the first process: answers the requests of the other processes from now on. */
    public void serveRequests() {
        services.serve();
    }

    private String name() {
        return String.valueOf(directory.getFileName());
    }

    /** Leaves once. A second caller waits until the region is left, and removed. */
    synchronized void leave() {
        if (left) {
            return;
        }
        left = true;
        try {
            if (participants.leave()) {
                RegionRemoval.removeRegion(directory);
            }
        } catch (IOException e) {
            // The next program that starts sweeps it.
        }
    }
}
