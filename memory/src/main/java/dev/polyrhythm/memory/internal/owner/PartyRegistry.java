package dev.polyrhythm.memory.internal.owner;

import dev.polyrhythm.memory.internal.region.Block;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.memory.internal.region.ShutdownPhases;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The processes that registered for a latch or barrier, as this process sees them: whether it is
 * one of them, and which deaths of others it has noticed. One object for each latch or barrier,
 * however many handles there are.
 *
 * <p>A process is in the table from its registration until it leaves in good order; one that is
 * still there and dead was killed. An entry's word is the process id, for messages, with the lower
 * half of the participant id, which tells whose it is.
 */
public final class PartyRegistry {
    private static final Map<Block.Handle, PartyRegistry> ALL = new ConcurrentHashMap<>();

    private final ProcessTable table;
    private final long self = Region.current().self();
    private final RateLimit interval = new RateLimit();
    private final AtomicLong lastGeneration = new AtomicLong();
    private volatile List<DeadProcess> noticed = List.of();
    private volatile boolean settled; // has registered, and may have left again

    private PartyRegistry(MemorySegment table) {
        this.table = new ProcessTable(table);
    }

    public static PartyRegistry of(Block.Handle handle, MemorySegment table) {
        return ALL.computeIfAbsent(handle, key -> new PartyRegistry(table));
    }

    /**
     * Registers this process, once. Its last threads, when it has left, do not register it again.
     *
     * @param leaving what to do when it leaves in good order
     */
    public void join(Runnable leaving) {
        if (!settled) {
            joinOnce(leaving);
        }
    }

    private synchronized void joinOnce(Runnable leaving) {
        if (!settled) {
            int entry = table.claim(self);
            table.setWord(entry, ProcessHandle.current().pid() << Integer.SIZE | lowerHalf(self));
            ShutdownPhases.register(ShutdownPhases.Phase.MEMORY, () -> leave(entry, leaving));
            settled = true;
        }
    }

    private void leave(int entry, Runnable leaving) {
        leaving.run();
        table.free(entry, self);
    }

    /** The highest generation of a barrier in which a thread of this process may wait. */
    public AtomicLong lastGeneration() {
        return lastGeneration;
    }

    /** Looks for a death that this process has not noticed yet, not too often. */
    public void notice() {
        if (interval.isDue()) {
            noticeNow();
        }
    }

    private synchronized void noticeNow() {
        DeadProcess death = findDeath();
        if (death != null) {
            List<DeadProcess> more = new ArrayList<>(noticed);
            more.add(death);
            noticed = List.copyOf(more);
        }
    }

    /** The deaths that this process has noticed, in that order. */
    public List<DeadProcess> noticed() {
        return noticed;
    }

    /** The death of a registered process, or null. */
    public @Nullable DeadProcess findDeath() {
        for (int entry = 0; table.has(entry); entry++) {
            long process = table.process(entry);
            if (!isNoticed(process) && table.isDead(entry, process)) {
                return new DeadProcess(process, pid(entry, process));
            }
        }
        return null;
    }

    private boolean isNoticed(long process) {
        for (DeadProcess death : noticed) {
            if (death.process() == process) {
                return true;
            }
        }
        return false;
    }

    private long pid(int entry, long process) {
        long word = table.word(entry);
        return (int) word == (int) process ? word >>> Integer.SIZE : Region.current().pid(process);
    }

    private static long lowerHalf(long process) {
        return Integer.toUnsignedLong((int) process);
    }

    /** Takes out the processes that are dead now. */
    public void forgetTheDead() {
        for (int entry = 0; table.has(entry); entry++) {
            long process = table.process(entry);
            if (table.isDead(entry, process)) {
                table.free(entry, process);
            }
        }
    }
}
