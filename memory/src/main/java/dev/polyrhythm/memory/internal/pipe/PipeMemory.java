package dev.polyrhythm.memory.internal.pipe;

import dev.polyrhythm.memory.SharedQueue;
import dev.polyrhythm.memory.internal.region.Block;
import dev.polyrhythm.memory.internal.region.Region;
import java.io.Serial;
import java.io.Serializable;

/**
 * The memory that processes share of a pipe; it travels as a reference.
 *
 * @param table the holders of the ends, see {@link PipeLayout}
 * @param toLeft what the left end receives
 * @param toRight what the right end receives
 */
public record PipeMemory(
        Block.Handle table, SharedQueue<Object> toLeft, SharedQueue<Object> toRight)
        implements Serializable {
    @Serial private static final long serialVersionUID = 1L;

    /** So few that a pipe is small, and so many that a sender seldom waits. */
    private static final int CAPACITY = 64;

    private static final long BYTES = 1 << 16; // as Linux's pipes; larger items have own blocks

    public enum Side {
        LEFT,
        RIGHT;

        public Side other() {
            return this == LEFT ? RIGHT : LEFT;
        }

        @Override
        public String toString() {
            return this == LEFT ? "left" : "right";
        }
    }

    public static PipeMemory create() {
        return new PipeMemory(
                Region.current().allocate(PipeLayout.BYTE_SIZE).handle(),
                SharedQueue.create(CAPACITY, BYTES),
                SharedQueue.create(CAPACITY, BYTES));
    }

    public EndHolders holders(Side side) {
        long offset = PipeLayout.offset(side);
        return new EndHolders(
                Region.current().resolve(table).segment().asSlice(offset, PipeLayout.END_SIZE));
    }

    /** Returns the queue that an end receives from. */
    public SharedQueue<Object> queueTo(Side side) {
        return side == Side.LEFT ? toLeft : toRight;
    }

    /** Ends both ways: what was sent can still be received. */
    public void close() {
        toLeft.close();
        toRight.close();
    }
}
