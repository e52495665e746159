package dev.polyrhythm.memory.spi;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** The files of a region: private to the user, written in full before anybody maps them. */
final class RegionFiles {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final FileAttribute<?>[] FILE_MODE = mode("rw-------");
    private static final FileAttribute<?>[] DIRECTORY_MODE = mode("rwx------");
    private static final int ZEROS = 1 << 16;

    private RegionFiles() {}

    private static FileAttribute<?>[] mode(String permissions) {
        if (!POSIX) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }

    /** Where regions are: memory where the system has such a directory. */
    static Path base() {
        Path memory = Path.of("/dev/shm");
        return Files.isDirectory(memory) && Files.isWritable(memory)
                ? memory
                : Path.of(System.getProperty("java.io.tmpdir", File.separator));
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
        try (FileChannel file =
                FileChannel.open(
                        path,
                        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        FILE_MODE)) {
            writeZeros(file, byteSize);
        } catch (FileAlreadyExistsException e) {
            throw new PolyrhythmException("shared memory exists already: file=" + path, e);
        } catch (IOException e) {
            deleteQuietly(path);
            throw new PolyrhythmException(
                    "cannot allocate shared memory (in a container, raise --shm-size): file="
                            + path
                            + ", byteSize="
                            + byteSize,
                    e);
        }
    }

    private static void writeZeros(FileChannel file, long byteSize) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(byteSize, ZEROS));
        for (long left = byteSize; left > 0; ) {
            zeros.clear().limit((int) Math.min(left, zeros.capacity()));
            left -= file.write(zeros);
        }
    }

    /**
     * Creates a file of zeros under its final name in one step, unless another process was first.
     */
    static void allocateOnce(Path path, long byteSize) throws IOException {
        if (Files.exists(path)) {
            return;
        }
        Path draft =
                path.resolveSibling(
                        path.getFileName()
                                + ".draft-"
                                + ProcessHandle.current().pid()
                                + "-"
                                + Thread.currentThread().threadId());
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
        Set<StandardOpenOption> mode =
                EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
        try (FileChannel file = FileChannel.open(path, mode)) {
            return file.map(FileChannel.MapMode.READ_WRITE, 0, file.size(), Arena.global());
        }
    }

    /** Removes a region's directory with all that is in it, the innermost first. */
    static void deleteTree(Path directory) {
        NamedBlocks.removeAll(directory);
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(RegionFiles::deleteQuietly);
        } catch (IOException | UncheckedIOException e) {
            // Somebody else is removing it, or has.
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
