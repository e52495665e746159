package dev.polyrhythm;

import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.internal.pipe.EndsInTransit;
import dev.polyrhythm.memory.internal.pipe.PipeEnd;
import dev.polyrhythm.memory.internal.pipe.PipeMemory;
import dev.polyrhythm.memory.internal.pipe.PipeMemory.Side;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;

/**
 * Two connected ends through which two workers talk, both ways: what one sends, the other receives.
 *
 * {@snippet file="dev/polyrhythm/PipeSnippets.java" region="pipe"}
 *
 * <p>A pipe has no state but that of its ends, and nothing to close: see {@link Connection} for
 * their life, their threads and processes, memory effects and errors. Its memory, 64 KiB for each
 * process that sends and some more for large items, is free once an end is over and everything was
 * received; some KiB remain as long as the program.
 *
 * <p>Give a worker its end. A worker that is given the whole pipe holds neither end until it uses
 * one, and only that one then; if a process dies before, both of its ends count as dead.
 *
 * @param <T> the type of what is sent
 */
public final class Pipe<T> implements Serializable {
    @Serial private static final long serialVersionUID = 1L;

    private final transient PipeMemory memory;
    private final transient Connection<T> left;
    private final transient Connection<T> right;

    private Pipe(PipeMemory memory) {
        this.memory = memory;
        this.left = new Connection<>(memory, Side.LEFT);
        this.right = new Connection<>(memory, Side.RIGHT);
    }

    /**
     * Makes a new pipe.
     *
     * @param <T> the type of what is sent
     * @return the pipe, whose ends are to be captured by workers
     * @throws PolyrhythmException if there is no space for it
     */
    public static <T> Pipe<T> open() {
        return new Pipe<>(PipeMemory.create());
    }

    /**
     * Returns one end.
     *
     * @return always the same object
     */
    public Connection<T> left() {
        return left;
    }

    /**
     * Returns the other end.
     *
     * @return always the same object
     */
    public Connection<T> right() {
        return right;
    }

    /** Returns its ends, as text. */
    @Override
    public String toString() {
        return "Pipe[" + left + ", " + right + "]";
    }

    @Serial
    private Object writeReplace() {
        return new Reference(
                memory,
                EndsInTransit.expect(memory.holders(Side.LEFT)),
                EndsInTransit.expect(memory.holders(Side.RIGHT)));
    }

    @Serial
    private void readObject(ObjectInputStream stream) throws InvalidObjectException {
        throw new InvalidObjectException("a pipe travels as a reference");
    }

    private record Reference(PipeMemory memory, long leftExpected, long rightExpected)
            implements Serializable {
        @Serial private static final long serialVersionUID = 1L;

        @Serial
        private Object readResolve() {
            PipeEnd.of(memory, Side.LEFT).mayBeUsed(leftExpected);
            PipeEnd.of(memory, Side.RIGHT).mayBeUsed(rightExpected);
            return new Pipe<>(memory);
        }
    }
}
