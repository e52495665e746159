package dev.polyrhythm.memory.internal.region;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of a region: private to the user, written in full before any process maps them. */
final class RegionFiles {
    static final String LOCK_FILE = "lock";
    static final String REGION_FILE = "region";
    static final String BLOCK_FILE = "block-"; // and the block's number

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final FileAttribute<?>[] FILE_MODE = mode("rw-------");
    private static final FileAttribute<?>[] DIRECTORY_MODE = mode("rwx------");
    private static final long SMALL = 1 << 20;
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(1 << 16).asReadOnlyBuffer();

    private RegionFiles() {}

    private static FileAttribute<?>[] mode(String permissions) {
        if (!POSIX) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }

    static Path createDirectory(Path path) throws IOException {
        return Files.createDirectory(path, DIRECTORY_MODE);
    }

    static void createEmpty(Path path) throws IOException {
        Files.createFile(path, FILE_MODE);
    }

    /**
     * Creates a file of zeros. They are written, not left out: a full disk is an error here and not
     * a crash (SIGBUS) at a later access.
     */
    static void allocate(Path path, long byteSize) {
        try {
            Uninterrupted.run(() -> writeNew(path, byteSize));
        } catch (FileAlreadyExistsException e) {
            throw new PolyrhythmException("shared memory exists already: file=" + path, e);
        } catch (IOException e) {
            throw new PolyrhythmException(
                    "cannot allocate shared memory (in a container, raise --shm-size): file="
                            + path
                            + ", byteSize="
                            + byteSize,
                    e);
        }
    }

    /** Writes all of it, or leaves nothing. What cannot fit is not even begun. */
    private static Path writeNew(Path path, long byteSize) throws IOException {
        if (byteSize > SMALL) {
            requireSpace(path, byteSize);
        }
        Files.createFile(path, FILE_MODE);
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            writeZeros(file, byteSize);
            return path;
        } catch (IOException | RuntimeException | Error e) {
            deleteQuietly(path);
            throw e;
        }
    }

    private static void requireSpace(Path path, long byteSize) throws IOException {
        long usable = path.resolveSibling("").toFile().getUsableSpace(); // 0 if it is not known
        if (usable > 0 && byteSize > usable) {
            throw new IOException("no space left: usable=" + usable);
        }
    }

    private static void writeZeros(FileChannel file, long byteSize) throws IOException {
        ByteBuffer zeros = ZEROS.duplicate();
        for (long left = byteSize; left > 0; ) {
            zeros.clear().limit((int) Math.min(left, zeros.capacity()));
            left -= file.write(zeros);
        }
    }

    /**
     * Creates a file of zeros under its final name in one step, unless another process was first.
     *
     * @param draft a name that no other process uses
     */
    static void allocateOnce(Path path, Path draft, long byteSize) throws IOException {
        allocate(draft, byteSize);
        try {
            Files.createLink(path, draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was first: its file is as good as ours.
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Maps a whole file for as long as this process lives. */
    static MemorySegment map(Path path) throws IOException {
        return map(path, Arena.global());
    }

    /** Maps a whole file for as long as the arena lives. */
    static MemorySegment map(Path path, Arena arena) throws IOException {
        return Uninterrupted.run(() -> mapWhole(path, arena));
    }

    private static MemorySegment mapWhole(Path path, Arena arena) throws IOException {
        Set<StandardOpenOption> mode =
                EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
        try (FileChannel file = FileChannel.open(path, mode)) {
            return file.map(FileChannel.MapMode.READ_WRITE, 0, file.size(), arena);
        }
    }

    /** Whether a path is a directory of this user itself, not a link to one. */
    static boolean isOwnDirectory(Path path) {
        try {
            return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(User.SELF);
        } catch (IOException e) {
            return false; // it has gone
        }
    }

    /** The owner of files that this process makes; the account's name need not be it. */
    private static final class User {
        static final @Nullable UserPrincipal SELF = find();

        private static @Nullable UserPrincipal find() {
            try {
                Path made = Files.createTempFile("polyrhythm", "owner");
                UserPrincipal owner = Files.getOwner(made);
                deleteQuietly(made);
                return owner;
            } catch (IOException e) {
                return null; // without knowing, nothing is taken for our own
            }
        }
    }

    static void deleteQuietly(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The next program that starts tries again.
        }
    }
}
