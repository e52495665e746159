package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.function.UnaryOperator;

/**
 * A record that all processes of a program share, and that is never seen half written. Its
 * components are primitives, enums, and records of those.
 *
 * {@snippet file="dev/polyrhythm/memory/RecordSnippets.java" region="record"}
 *
 * <p>A worker gets hold of it by capturing it; it lives as long as the program. All methods may be
 * used by any thread of any process: readers never wait and never hold a writer up, writers exclude
 * each other. A writer that is killed in the middle leaves the last complete record. What happened
 * before a {@code set} in one process is seen after the {@code get} that reads it in another.
 *
 * @param <R> the record's class; where it is in a named module, its package must be open to this
 *     one
 */
public final class SharedRecord<R extends Record> implements Serializable {
    /*
     * Two slots: one is current, the other is what the next writer writes. A slot has a version,
     * odd while it is written; a reader whose slot has the same even version before and after, and
     * is still current, has the current record (a seqlock for each slot; see Boehm, "Can seqlocks
     * get along with programming language memory models?", MSPC 2012). Writers hold the lock, which
     * survives their death; what a dead one left is in the slot that nobody reads.
     *
     * word 0: which slot is current; then for each slot its version and the record
     */
    @Serial private static final long serialVersionUID = 1L;
    private static final VarHandle WORD = JAVA_LONG.varHandle();
    private static final long CURRENT = 0;

    private final Class<R> type;
    private final SharedLock writers;
    private final SharedLongArray memory;
    private transient RecordCodec<R> codec;

    private SharedRecord(Class<R> type, RecordCodec<R> codec) {
        this.type = type;
        this.codec = codec;
        this.writers = SharedLock.create();
        this.memory = SharedLongArray.create(1 + 2 * (1 + codec.words()));
    }

    /**
     * Makes a new shared record.
     *
     * @param <R> the record's class
     * @param initial what it holds at first
     * @return the record, to be captured by workers
     * @throws IllegalArgumentException if a component is of a type that cannot be shared; names it
     * @throws PolyrhythmException if there is no space for it
     */
    @SuppressWarnings("unchecked") // the class of an R is a Class<R>: records have no subclasses
    public static <R extends Record> SharedRecord<R> create(R initial) {
        Class<R> type = (Class<R>) initial.getClass();
        SharedRecord<R> created = new SharedRecord<>(type, new RecordCodec<>(type));
        created.set(initial);
        return created;
    }

    /**
     * Reads the record.
     *
     * @return what was set last; always whole
     */
    public R get() {
        while (true) {
            long slot = (long) WORD.getAcquire(words(), CURRENT);
            long version = (long) WORD.getAcquire(words(), versionOffset(slot));
            if ((version & 1) == 0) {
                long[] copy = copy(slot);
                VarHandle.acquireFence();
                if (isUnchanged(slot, version)) {
                    return codec.read(MemorySegment.ofArray(copy), 0);
                }
            }
            Thread.onSpinWait();
        }
    }

    /** A slot that is not current may hold a record that was never published. */
    private boolean isUnchanged(long slot, long version) {
        return (long) WORD.getOpaque(words(), versionOffset(slot)) == version
                && (long) WORD.getOpaque(words(), CURRENT) == slot;
    }

    /** First copied, then decoded: a record's own constructor must never see a torn one. */
    private long[] copy(long slot) {
        long from = versionOffset(slot) + Long.BYTES;
        return words().asSlice(from, (long) codec.words() * Long.BYTES).toArray(JAVA_LONG);
    }

    /**
     * Sets the record.
     *
     * @param value what every process reads from now on
     */
    public void set(R value) {
        writers.lock();
        try {
            write(value);
        } finally {
            writers.unlock();
        }
    }

    /**
     * Replaces the record by a function of it, in one step.
     *
     * @param function called once; other writers wait for it, readers do not
     * @return the record after
     */
    public R update(UnaryOperator<R> function) {
        writers.lock();
        try {
            R after = function.apply(get());
            write(after);
            return after;
        } finally {
            writers.unlock();
        }
    }

    private void write(R value) {
        long slot = 1 - (long) WORD.getAcquire(words(), CURRENT);
        long odd = (long) WORD.getAcquire(words(), versionOffset(slot)) | 1; // or a dead writer's
        WORD.setOpaque(words(), versionOffset(slot), odd);
        VarHandle.storeStoreFence();
        codec.write(value, words(), versionOffset(slot) / Long.BYTES + 1);
        WORD.setRelease(words(), versionOffset(slot), odd + 1);
        WORD.setVolatile(words(), CURRENT, slot);
    }

    private MemorySegment words() {
        return memory.elements;
    }

    private long versionOffset(long slot) {
        return Long.BYTES * (1 + slot * (1 + codec.words()));
    }

    @Serial
    private void readObject(ObjectInputStream stream) throws IOException, ClassNotFoundException {
        stream.defaultReadObject();
        codec = new RecordCodec<>(type);
    }

    /** The record as text. */
    @Override
    public String toString() {
        return get().toString();
    }
}
