package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.internal.cell.CellType;
import dev.polyrhythm.memory.internal.codec.RecordCodec;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.util.function.UnaryOperator;

/**
 * A record that all processes of a program share, and that is never seen half written. Its
 * components are primitives, enums, and records of those.
 *
 * {@snippet file="dev/polyrhythm/memory/RecordSnippets.java" region="record"}
 *
 * <p>A worker gets hold of it by capturing it; it lives as long as the program. All methods may be
 * used by any thread of any process: readers never wait, writers exclude each other. A writer gives
 * way only to a reader that was overtaken many times in a row, which takes large values, for as
 * long as copying one takes. A writer that is killed in the middle leaves the last complete record.
 * What happened before a {@code set} in one process is seen after the {@code get} that reads it in
 * another.
 *
 * @param <R> the record's class; where it is in a named module, its package must be open to this
 *     one
 */
public final class SharedRecord<R extends Record> implements Serializable {
    @Serial private static final long serialVersionUID = 1L;

    private final Class<R> type;
    private final Seqlock slots;
    private transient RecordCodec<R> codec;

    private SharedRecord(Class<R> type, RecordCodec<R> codec) {
        this.type = type;
        this.codec = codec;
        this.slots = Seqlock.create(CellType.RECORD, (long) codec.words() * Long.BYTES);
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
     * @return the record that was set last; always whole
     */
    public R get() {
        // first copied, then decoded: a record's own constructor must never see a torn one
        long[] copy = slots.read(contents -> contents.toArray(JAVA_LONG));
        return codec.read(MemorySegment.ofArray(copy), 0);
    }

    /**
     * Sets the record.
     *
     * @param value the record that every process reads from now on
     */
    public void set(R value) {
        slots.exclusively(() -> write(value));
    }

    /**
     * Replaces the record by a function of it, in one step.
     *
     * @param function called once; other writers wait for it, readers do not
     * @return the record after
     */
    public R update(UnaryOperator<R> function) {
        return slots.exclusively(() -> write(function.apply(get())));
    }

    private R write(R value) {
        slots.write(contents -> codec.write(value, contents, 0));
        return value;
    }

    /**
     * Returns where the bytes are, for other languages.
     *
     * @return the file and the place in it
     */
    public MemoryLocation location() {
        return slots.location();
    }

    @Serial
    private void readObject(ObjectInputStream stream) throws IOException, ClassNotFoundException {
        stream.defaultReadObject();
        codec = new RecordCodec<>(type);
    }

    /** Returns the record as text. */
    @Override
    public String toString() {
        return get().toString();
    }
}
