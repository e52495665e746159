package dev.polyrhythm.memory.internal.ring;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * Records from one process to another one, in order. One thread at a time writes, one reads; each
 * side has an object of its own.
 */
public final class SpscRing {
    /*
     * The writer puts a record's bytes behind the tail and then moves the tail, a volatile store: a
     * record is there whole or not at all, whenever the writer is killed. (Volatile, not release:
     * the writer looks afterwards whether the reader sleeps.) The reader moves the head once it
     * needs the bytes before it no more. Nothing else is shared, so the death of either side leaves
     * the other one with a ring that it can read to its end.
     */
    private static final VarHandle LONG = JAVA_LONG.varHandle();

    private final MemorySegment words;
    private final MemorySegment data;
    private final long mask;

    private long head; // the reader's own; what the writer knows of it
    private long tail; // the writer's own; what the reader knows of it
    private long end; // behind the record that is being written, or read

    public SpscRing(MemorySegment words, MemorySegment data) {
        this.words = words;
        this.data = data;
        this.mask = data.byteSize() - 1;
    }

    public MemorySegment data() {
        return data;
    }

    /**
     * Reserves room for a record of so many bytes, as the writer.
     *
     * @return where in the data its bytes are to be written, or -1 if there is no room now
     */
    public long reserve(int length) {
        long size = SpscRingLayout.size(length);
        long left = mask + 1 - (tail & mask);
        long start = size <= left ? tail : tail + left;
        if (start + size - head > mask + 1) {
            head = (long) LONG.getAcquire(words, SpscRingLayout.HEAD);
            if (start + size - head > mask + 1) {
                return -1;
            }
        }
        if (start != tail) {
            data.set(JAVA_INT, tail & mask, SpscRingLayout.AT_THE_START);
        }
        end = start + size;
        return (start & mask) + SpscRingLayout.HEADER;
    }

    /** Publishes the reserved record, as the writer. */
    public void commit(long offset, int length, int word) {
        data.set(JAVA_INT, SpscRingLayout.length(offset), length);
        data.set(JAVA_INT, SpscRingLayout.word(offset), word);
        tail = end;
        LONG.setVolatile(words, SpscRingLayout.TAIL, tail);
    }

    /** Returns whether there is a record that was not read, to the reader. */
    public boolean hasNext() {
        return tail != head || (tail = (long) LONG.getVolatile(words, SpscRingLayout.TAIL)) != head;
    }

    /** Returns whether there may be one, to a thread that is not the reader. */
    public boolean mayHaveNext() {
        return (long) LONG.getVolatile(words, SpscRingLayout.TAIL)
                != (long) LONG.getVolatile(words, SpscRingLayout.HEAD);
    }

    /**
     * Returns the next record, to the reader; there is one.
     *
     * @return where in the data its bytes are, valid until it is released
     */
    public long next() {
        if (data.get(JAVA_INT, head & mask) == SpscRingLayout.AT_THE_START) {
            head += mask + 1 - (head & mask);
        }
        long offset = (head & mask) + SpscRingLayout.HEADER;
        end = head + SpscRingLayout.size(length(offset));
        return offset;
    }

    int length(long offset) {
        return data.get(JAVA_INT, SpscRingLayout.length(offset));
    }

    public int word(long offset) {
        return data.get(JAVA_INT, SpscRingLayout.word(offset));
    }

    /** Goes on to the next record, as the reader; the bytes of this one stay until the release. */
    public void skip() {
        head = end;
    }

    /** Gives the bytes of the skipped records back, as the reader. */
    public void release() {
        LONG.setRelease(words, SpscRingLayout.HEAD, head);
    }

    /** Bytes that wait to be read, as the writer knows. */
    public long used() {
        head = (long) LONG.getAcquire(words, SpscRingLayout.HEAD);
        return tail - head;
    }
}
