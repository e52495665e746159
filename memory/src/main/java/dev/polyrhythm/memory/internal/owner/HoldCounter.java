package dev.polyrhythm.memory.internal.owner;

import dev.polyrhythm.memory.internal.region.Block;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which thread of this process holds a lock, and how often: one object for each lock, however many
 * handles there are.
 *
 * <p>Plain fields, as a fence would double the cost of an uncontended lock. Only the holder writes
 * them, and holders follow each other by the lock's word. Another thread may read an old owner, but
 * never itself: what it wrote last was that it holds the lock no more.
 */
public final class HoldCounter {
    private static final Map<Block.Handle, HoldCounter> ALL = new ConcurrentHashMap<>();

    private @Nullable Thread owner;
    private int count;

    private HoldCounter() {}

    public static HoldCounter of(Block.Handle lock) {
        return ALL.computeIfAbsent(lock, handle -> new HoldCounter());
    }

    @SuppressWarnings("ReferenceEquality") // threads are themselves
    public boolean isMine() {
        return owner == Thread.currentThread();
    }

    public void begin() {
        count = 1;
        owner = Thread.currentThread();
    }

    public void again() {
        if (count == Integer.MAX_VALUE) {
            throw new IllegalStateException("a lock can be held so often: limit=" + count);
        }
        count++;
    }

    /**
     * Returns whether that was the last time. Before the word is given back: no stale owner is
     * seen.
     */
    public boolean end() {
        if (--count > 0) {
            return false;
        }
        owner = null;
        return true;
    }

    public int endAll() {
        int held = count;
        count = 0;
        owner = null;
        return held;
    }

    public void restore(int held) {
        count = held;
    }
}
