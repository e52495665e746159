package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.internal.cell.BytesLayout;
import dev.polyrhythm.memory.internal.cell.CellType;
import java.io.Serial;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A sequence of bytes that all processes of a program share, that is replaced as a whole, and that
 * is never seen half written. Its length may change, up to a capacity.
 *
 * {@snippet file="dev/polyrhythm/memory/TextSnippets.java" region="bytes"}
 *
 * <p>A worker gets hold of it by capturing it; it lives as long as the program, or until it is
 * {@linkplain #close() closed}. All methods may be used by any thread of any process: readers never
 * wait, writers exclude each other. A writer gives way only to a reader that was overtaken many
 * times in a row, which takes large values, for as long as copying one takes. A writer that is
 * killed in the middle leaves the last complete bytes. What happened before a {@code set} in one
 * process is seen after the {@code get} that reads it in another.
 *
 * <p>It takes a little more than twice its capacity. {@link SharedByteArray} is what to use where
 * single bytes change.
 */
public final class SharedBytes implements AutoCloseable, Serializable {
    @Serial private static final long serialVersionUID = 1L;

    private final Seqlock slots;
    private final int capacity;

    private SharedBytes(CellType type, int capacityBytes) {
        if (capacityBytes < 1) {
            throw new IllegalArgumentException(
                    "the capacity must be 1 byte or more: capacity=" + capacityBytes);
        }
        this.capacity = capacityBytes;
        this.slots = Seqlock.create(type, BytesLayout.BYTES + capacityBytes);
    }

    /**
     * Makes a new sequence of no bytes.
     *
     * @param capacityBytes the most bytes that it can hold, at least 1
     * @return the sequence, to be captured by workers
     * @throws IllegalArgumentException if the capacity is less than 1
     * @throws PolyrhythmException if there is no space for it
     */
    public static SharedBytes create(int capacityBytes) {
        return create(CellType.BYTES, capacityBytes);
    }

    /**
     * Makes a new sequence.
     *
     * @param capacityBytes the most bytes that it can hold, at least 1
     * @param initial its first bytes, copied
     * @return the sequence, to be captured by workers
     * @throws IllegalArgumentException if the capacity is less than 1, or the bytes are more
     * @throws PolyrhythmException if there is no space for it
     */
    public static SharedBytes create(int capacityBytes, byte[] initial) {
        SharedBytes created = create(capacityBytes);
        created.set(initial);
        return created;
    }

    static SharedBytes create(CellType type, int capacityBytes) {
        return new SharedBytes(type, capacityBytes);
    }

    /**
     * Reads the bytes.
     *
     * @return a copy of the bytes that were set last; always whole
     */
    public byte[] get() {
        return slots.read(SharedBytes::copy);
    }

    private static byte[] copy(MemorySegment contents) {
        return contents.asSlice(BytesLayout.BYTES, contents.get(JAVA_LONG, BytesLayout.LENGTH))
                .toArray(JAVA_BYTE);
    }

    /**
     * Replaces the bytes.
     *
     * @param value the bytes that every process reads from now on; copied
     * @throws IllegalArgumentException if they are more than the capacity; nothing is changed then
     */
    public void set(byte[] value) {
        requireRoom(value);
        slots.exclusively(() -> write(value));
    }

    /**
     * Replaces the bytes by a function of them, in one step.
     *
     * @param function called once, with a copy; other writers wait for it, readers do not
     * @return the bytes after
     * @throws IllegalArgumentException if they are more than the capacity; nothing is changed then
     */
    public byte[] update(UnaryOperator<byte[]> function) {
        return slots.exclusively(() -> write(requireRoom(function.apply(get()))));
    }

    /**
     * Replaces the bytes if they equal the expected ones.
     *
     * @param expected the bytes to compare with
     * @param value the bytes to set then, copied
     * @return true if they were equal, and are set
     * @throws IllegalArgumentException if the value is more than the capacity
     */
    public boolean compareAndSet(byte[] expected, byte[] value) {
        Objects.requireNonNull(expected, "expected");
        requireRoom(value);
        return slots.exclusively(() -> {
            boolean equal = Arrays.equals(get(), expected);
            if (equal) {
                write(value);
            }
            return equal;
        });
    }

    private byte[] requireRoom(byte[] value) {
        if (value.length > capacity) {
            throw new IllegalArgumentException(
                    "the value must not be longer than the capacity: byteSize=%d, capacity=%d"
                            .formatted(value.length, capacity));
        }
        return value;
    }

    private byte[] write(byte[] value) {
        slots.write(contents -> {
            contents.set(JAVA_LONG, BytesLayout.LENGTH, value.length);
            MemorySegment.copy(value, 0, contents, JAVA_BYTE, BytesLayout.BYTES, value.length);
        });
        return value;
    }

    /**
     * Returns the capacity.
     *
     * @return how many bytes it can hold; it never changes
     */
    public int capacity() {
        return capacity;
    }

    /**
     * Returns where the bytes are, for other languages.
     *
     * @return the file and the place in it
     */
    public MemoryLocation location() {
        return slots.location();
    }

    /**
     * Ends it for this process, which never needs to be done, but frees the memory of a large one
     * once every process that used it has closed it or ended. A worker that gets hold of it after
     * that finds it closed. Idempotent.
     */
    @Override
    public void close() {
        slots.close();
    }

    boolean isClosed() {
        return slots.isClosed();
    }

    /** Returns length and capacity, as text. */
    @Override
    public String toString() {
        return isClosed()
                ? "closed"
                : "SharedBytes[byteSize=%d, capacity=%d]".formatted(get().length, capacity);
    }
}
