package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.region.NamedBlocks;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A block of raw memory with a name, which other programs can open too: on Linux it is {@code
 * /dev/shm/NAME}, without any header, as that of Python's {@code
 * multiprocessing.shared_memory.SharedMemory} is.
 *
 * {@snippet file="dev/polyrhythm/memory/SharedMemorySnippets.java" region="memory"}
 *
 * <p><b>Life.</b> It is there until it is {@linkplain #unlink() unlinked}; what was not unlinked is
 * removed with the program that created it, also when that was killed. {@link #close()} gives up
 * this process's mapping only. A worker gets hold of it by capturing it, and opens it anew.
 *
 * <p><b>Threads and processes.</b> Any thread of any process may use the memory; accesses through
 * {@link #segment()} are plain unless they are made with a {@link java.lang.invoke.VarHandle}.
 */
public final class SharedMemory implements Serializable, AutoCloseable {
    @Serial private static final long serialVersionUID = 1L;

    private final String name;
    private final transient Arena arena;
    private final transient MemorySegment segment;
    private transient volatile boolean closed;

    @SuppressWarnings("MustBeClosedChecker") // close() closes it
    private SharedMemory(String name) {
        this.name = name;
        this.arena = Arena.ofShared();
        try {
            this.segment = NamedBlocks.map(name, arena);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /**
     * Creates a block of zeros.
     *
     * @param name 1 to 255 bytes, without {@code /} and NUL
     * @param byteSize its length in bytes, at least 1
     * @return the block, open
     * @throws IllegalArgumentException if the name or the length is out of range
     * @throws PolyrhythmException if there is a block of that name, or no space
     */
    public static SharedMemory create(String name, long byteSize) {
        if (byteSize < 1) {
            throw new IllegalArgumentException("a block has at least 1 byte: byteSize=" + byteSize);
        }
        NamedBlocks.create(name, byteSize);
        return new SharedMemory(name);
    }

    /**
     * Opens a block that some program has created.
     *
     * @param name its name
     * @return the block, whole
     * @throws IllegalArgumentException if the name is out of range
     * @throws PolyrhythmException if there is none of that name
     */
    public static SharedMemory open(String name) {
        return new SharedMemory(name);
    }

    /**
     * Returns the name.
     *
     * @return as it was created with
     */
    public String name() {
        return name;
    }

    /**
     * Returns the memory.
     *
     * @return all of it; using it after {@link #close()} is an {@link IllegalStateException}
     * @throws ClosedException after {@link #close()}
     */
    public MemorySegment segment() {
        if (closed) {
            throw new ClosedException("the shared memory is closed: name=" + name);
        }
        return segment;
    }

    /**
     * Removes the name; a program that has the block open keeps it. Does nothing if there is none.
     */
    public void unlink() {
        NamedBlocks.unlink(name);
    }

    /**
     * Gives up this process's mapping. Idempotent; never a crash for a thread that still uses it.
     */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            arena.close();
        }
    }

    @Serial
    private Object writeReplace() {
        return new Reference(name);
    }

    @Serial
    private void readObject(ObjectInputStream stream) throws InvalidObjectException {
        throw new InvalidObjectException("shared memory travels by its name");
    }

    private record Reference(String name) implements Serializable {
        @Serial private static final long serialVersionUID = 1L;

        @Serial
        private Object readResolve() {
            return new SharedMemory(name);
        }
    }

    /** Returns name and length, as text. */
    @Override
    public String toString() {
        return "SharedMemory[name=%s, byteSize=%d]".formatted(name, segment.byteSize());
    }
}
