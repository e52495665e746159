package dev.polyrhythm.memory.internal.region;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code region}. While a process joins and leaves, it is read and written as a file, and
 * it is mapped when the process first uses it: the first access to mapped memory takes a fresh JVM
 * 20 ms, which the user's code would wait for. The kernel shows both the same bytes.
 *
 * <p>Where it is not mapped, every operation opens the file anew, as an interrupt closes a channel.
 * Once it is, none needs a file descriptor: a process that has none left can leave in order.
 */
final class RegionFile {
    private static final Set<StandardOpenOption> READ_WRITE =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);

    private static final long MOST_BYTES = 1 << 20; // more than one has, to tell how much it is

    private volatile Path path;
    private volatile @Nullable MemorySegment mapped;

    RegionFile(Path path) {
        this.path = path;
    }

    /** Its directory has been renamed. */
    void movedTo(Path newPath) {
        path = newPath;
    }

    /**
     * The file as mapped memory, for as long as this process lives.
     *
     * @throws PolyrhythmException if it is gone
     */
    MemorySegment memory() {
        MemorySegment known = mapped;
        return known != null ? known : map();
    }

    private synchronized MemorySegment map() {
        MemorySegment known = mapped;
        if (known != null) {
            return known;
        }
        try {
            MemorySegment made = RegionFiles.map(path);
            mapped = made;
            return made;
        } catch (IOException e) {
            throw new PolyrhythmException("cannot map shared memory: file=" + path, e);
        }
    }

    /** The bytes as they are now, in this machine's order. */
    ByteBuffer read() throws IOException {
        MemorySegment known = mapped;
        if (known != null) {
            return ByteBuffer.wrap(known.toArray(JAVA_BYTE)).order(ByteOrder.nativeOrder());
        }
        return Uninterrupted.run(() -> {
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
                return read(file, 0, (int) Math.min(file.size(), MOST_BYTES));
            }
        });
    }

    /** Adds 1 to a word of four bytes that no other thread may change, and returns the sum. */
    int increment(long offset) throws IOException {
        return Uninterrupted.run(() -> {
            try (FileChannel file = FileChannel.open(path, READ_WRITE)) {
                int sum = read(file, offset, Integer.BYTES).getInt(0) + 1;
                write(file, offset, buffer(Integer.BYTES).putInt(0, sum));
                return sum;
            }
        });
    }

    /** Writes a word of eight bytes that no other thread may change. */
    void put(long offset, long value) throws IOException {
        MemorySegment known = mapped;
        if (known != null) {
            known.set(JAVA_LONG, offset, value);
            return;
        }
        ByteBuffer word = buffer(Long.BYTES).putLong(0, value);
        Uninterrupted.run(() -> {
            try (FileChannel file = FileChannel.open(path, READ_WRITE)) {
                return write(file, offset, word.rewind());
            }
        });
    }

    private static ByteBuffer buffer(int byteSize) {
        return ByteBuffer.allocate(byteSize).order(ByteOrder.nativeOrder());
    }

    private static ByteBuffer read(FileChannel file, long offset, int byteSize) throws IOException {
        ByteBuffer bytes = buffer(byteSize);
        int count = 0;
        while (bytes.hasRemaining() && count >= 0) {
            count = file.read(bytes, offset + bytes.position());
        }
        return bytes.flip();
    }

    /** To memory, so it is written whole. */
    private static int write(FileChannel file, long offset, ByteBuffer bytes) throws IOException {
        return file.write(bytes, offset);
    }
}
