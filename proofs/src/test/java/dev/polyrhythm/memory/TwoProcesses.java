package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.codec.ValueCodec;
import dev.polyrhythm.memory.internal.region.Block;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.memory.internal.ring.SpmcRing;
import java.util.Arrays;
import java.util.List;

/**
 * A queue as two processes see it, both of which are this JVM: each has a view and a ring of its
 * own. An item is a number, that of its place in its ring, written several times: so that a torn or
 * stale one is known by itself, however often the ring is used.
 */
final class TwoProcesses {
    private static final int COPIES = 4;
    private static final int RING_BYTES = 256; // a few items: their bytes are used again soon

    final LocalQueue first;
    final LocalQueue second;

    private TwoProcesses(QueueMemory memory) {
        this.first = LocalQueue.of(memory);
        this.second = other(memory);
        put(first);
        put(second);
        drain();
    }

    static Slots<TwoProcesses> slots(int capacity) {
        return new Slots<>(() -> new TwoProcesses(QueueMemory.create(capacity, RING_BYTES)));
    }

    /** The view of another process: that of the same memory under another handle. */
    static LocalQueue other(QueueMemory memory) {
        Block block = Region.current().resolve(memory.handle());
        Block.Handle handle = block.handle();
        Block.Handle other =
                new Block.Handle(
                        handle.region(), handle.file(), handle.byteOffset(), handle.byteSize() - 1);
        return LocalQueue.of(new QueueMemory(new Block(other, block.segment())));
    }

    /** The ring of a process that has put something. */
    SpmcRing ring(LocalQueue process) {
        return first.rings()[process == first ? 0 : 1];
    }

    /** Appends an item to a process's ring. False if the queue is full. */
    boolean put(LocalQueue process) {
        boolean isNew = process.rings().length < (process == first ? 1 : 2);
        long number = isNew ? 0 : ring(process).tail();
        long[] item = new long[COPIES];
        Arrays.fill(item, number);
        return process.append(ValueCodec.encode(item)) != null;
    }

    /** Whether an item is what was put in that place. */
    static boolean isWhole(Object item, long number) {
        long[] copies = (long[]) item;
        for (long copy : copies) {
            if (copy != number) {
                return false;
            }
        }
        return copies.length == COPIES;
    }

    /** Empties the queue. Returns how many items were in it. */
    int drain() {
        int count = 0;
        for (LocalQueue process : List.of(first, second)) {
            for (SpmcRing.Place it = process.take(false); it != null; count++) {
                it.ring().finish(it.item());
                it = process.take(false);
            }
        }
        return count;
    }

    /** Empties it, for a new use. */
    TwoProcesses emptied() {
        drain();
        return this;
    }
}
