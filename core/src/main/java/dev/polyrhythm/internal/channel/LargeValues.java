package dev.polyrhythm.internal.channel;

import dev.polyrhythm.memory.internal.region.Region;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Items and results that are too large for a channel, each in a file of the region. The pool's
 * process removes them: an item's file once the item is over, a result's once it was read. The name
 * of a result's file contains its channel, so that files which a killed worker had not announced
 * are removed with the channel.
 */
public final class LargeValues {
    /** Owner of items: the pool's process. */
    public static final long POOL = -1;

    private static final String PREFIX = "pool-value-";

    private LargeValues() {}

    /** Writes a file, with java.io, which an interrupted thread can use; returns its number. */
    static long write(long owner, byte[] bytes, int from, int length) throws IOException {
        long number = Region.current().nextNumber();
        Path path = path(owner, number);
        try (FileOutputStream file = new FileOutputStream(path.toFile())) {
            file.write(bytes, from, length);
        } catch (IOException | RuntimeException | Error e) {
            delete(path);
            throw new IOException(
                    "no space for a large value (in a container, raise --shm-size): byteSize="
                            + length,
                    e);
        }
        return number;
    }

    static byte[] read(long owner, long number) throws IOException {
        try (FileInputStream file = new FileInputStream(path(owner, number).toFile())) {
            return file.readAllBytes();
        }
    }

    static void remove(long owner, long number) {
        delete(path(owner, number));
    }

    /** Removes the files that a worker which is gone had not announced. */
    public static void removeAllOf(long owner) {
        Path region = Region.current().directory();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(region, PREFIX + owner + "-*")) {
            files.forEach(LargeValues::delete);
        } catch (IOException e) {
            // The region is removed with the program, and all files in it.
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // It is removed with the program.
        }
    }

    private static Path path(long owner, long number) {
        return Region.current().directory().resolve(PREFIX + owner + "-" + number);
    }
}
