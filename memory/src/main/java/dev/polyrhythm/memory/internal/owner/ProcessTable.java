package dev.polyrhythm.memory.internal.owner;

import static dev.polyrhythm.memory.internal.owner.ProcessTableLayout.CAPACITY;
import static dev.polyrhythm.memory.internal.owner.ProcessTableLayout.FEW;
import static dev.polyrhythm.memory.internal.owner.ProcessTableLayout.FREE_AGAIN;
import static dev.polyrhythm.memory.internal.owner.ProcessTableLayout.MORE_BLOCK;
import static dev.polyrhythm.memory.internal.owner.ProcessTableLayout.MORE_BYTE_SIZE;
import static dev.polyrhythm.memory.internal.owner.ProcessTableLayout.NEVER_USED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.internal.region.Region;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Processes that have a part in something shared, and one word of each. An entry is claimed by the
 * one CAS that says whose it is; only its owner writes its word, until the owner is dead.
 */
public final class ProcessTable {
    public static final int NONE = -1;

    private static final VarHandle LONG = JAVA_LONG.varHandle();
    public static final long BYTE_SIZE = ProcessTableLayout.BYTE_SIZE;

    private final MemorySegment memory;
    private volatile @Nullable MemorySegment more;

    public ProcessTable(MemorySegment memory) {
        this.memory = memory;
    }

    /** Whether there is an entry, and one was there before: they are used in turn. */
    public boolean has(int entry) {
        return owner(entry) != NEVER_USED;
    }

    /** The process in an entry, or 0. */
    public long process(int entry) {
        long owner = owner(entry);
        return owner == FREE_AGAIN ? 0 : owner;
    }

    /** The word of the entry's process. */
    public long word(int entry) {
        return (long) LONG.getVolatile(segment(entry), ProcessTableLayout.word(entry));
    }

    public void setWord(int entry, long word) {
        LONG.setVolatile(segment(entry), ProcessTableLayout.word(entry), word);
    }

    /** The process's entry, or {@link #NONE}. */
    public int find(long process) {
        for (int entry = 0; has(entry); entry++) {
            if (owner(entry) == process) {
                return entry;
            }
        }
        return NONE;
    }

    /** The entry of this process, one thread at a time. Its word is what the last owner left. */
    public int claim(long self) {
        int own = find(self);
        return own == NONE ? claimAny(self) : own;
    }

    private int claimAny(long self) {
        for (int entry = 0; entry < CAPACITY; entry++) {
            long owner = owner(entry);
            if (owner <= FREE_AGAIN && replace(entry, owner, self)) {
                return entry;
            }
        }
        return claimFromDead(self);
    }

    /** All are taken: there are more entries than there can be living processes. */
    private int claimFromDead(long self) {
        for (int entry = 0; entry < CAPACITY; entry++) {
            long owner = owner(entry);
            if (!Region.current().isAlive(owner)) {
                setWord(entry, 0);
                if (replace(entry, owner, self)) {
                    return entry;
                }
            }
        }
        throw new PolyrhythmException(
                "too many processes use one shared object: limit=" + CAPACITY);
    }

    /** Makes an entry free, if it is the process's: its own, or that of a dead one. */
    public void free(int entry, long process) {
        replace(entry, process, FREE_AGAIN);
    }

    /**
     * Whether the entry's process has died and is still there: a leaving process frees its entry
     * first.
     */
    public boolean isDead(int entry, long process) {
        return process != 0
                && !Region.current().isAlive(process)
                && owner(entry) == process; // else it left, and died only then
    }

    private long owner(int entry) {
        if (entry >= FEW && (entry >= CAPACITY || more() == null)) {
            return NEVER_USED;
        }
        return (long) LONG.getVolatile(segment(entry), ProcessTableLayout.owner(entry));
    }

    private boolean replace(int entry, long before, long after) {
        if (entry >= FEW && more() == null) {
            addMore();
        }
        return LONG.compareAndSet(segment(entry), ProcessTableLayout.owner(entry), before, after);
    }

    private MemorySegment segment(int entry) {
        if (entry < FEW) {
            return memory;
        }
        MemorySegment found = more();
        if (found == null) {
            throw new IndexOutOfBoundsException("no such entry: entry=" + entry);
        }
        return found;
    }

    private @Nullable MemorySegment more() {
        MemorySegment known = more;
        long number = known == null ? (long) LONG.getVolatile(memory, MORE_BLOCK) : 0;
        if (number != 0) {
            known = Region.current().mapNumbered(number - 1);
            more = known;
        }
        return known;
    }

    private void addMore() {
        long number = Region.current().allocateNumbered(MORE_BYTE_SIZE);
        if (!LONG.compareAndSet(memory, MORE_BLOCK, 0L, number + 1)) {
            Region.current().freeNumbered(number); // another process was faster
        }
    }
}
