package dev.polyrhythm.memory.internal.pipe;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.internal.region.Region;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** The processes that hold one end of a pipe, and whether it is over. */
public final class EndHolders {
    /*
     * A place is taken and given back by one CAS, and names its holder: a killed process leaves no
     * place unexplained. A process enters itself when the end comes there. Until then the place
     * names the process that started it; that one learns of its death, and notes it here.
     *
     * An end that no process has entered yet is open. It is over when a process that leaves finds
     * no other holder alive, or when any process finds that all holders are dead; the state is
     * written once, and no end is opened again. If one of them died, the end has died: the other
     * side must not take for an orderly end what lacks a dead one's items. A process that enters
     * while it is being found over has an end that is over.
     */
    static final long NONE = 0;
    private static final VarHandle LONG = JAVA_LONG.varHandle();
    private static final AtomicLong TAGS = new AtomicLong();

    private final MemorySegment memory;

    EndHolders(MemorySegment memory) {
        this.memory = memory;
    }

    /** Enters this process, once. */
    void enter() {
        long self = Region.current().self();
        if (find(self) < 0) {
            int place = takePlace(self);
            long pid = PipeLayout.pidWord(self, ProcessHandle.current().pid());
            LONG.setVolatile(memory, PipeLayout.pid(place), pid);
        }
    }

    /**
     * Enters a process that is about to get the end.
     *
     * @return what it, or this process, names when it comes to that
     */
    long expect() {
        long tag = TAGS.incrementAndGet() & PipeLayout.TAG_MASK;
        long word =
                PipeLayout.KIND_EXPECTED << PipeLayout.KIND_SHIFT
                        | tag << PipeLayout.TAG_SHIFT
                        | Region.current().self();
        takePlace(word);
        return word;
    }

    /** Frees the place, as the end has arrived, or will not. Does nothing for {@link #NONE}. */
    void cancel(long expected) {
        if (expected != NONE) {
            replace(expected, 0);
        }
    }

    /** Notes that the process that was to get the end is dead, and perhaps never got it. */
    void diedOnTheWay(long expected, long pid) {
        replace(expected, PipeLayout.KIND_NEVER_ARRIVED << PipeLayout.KIND_SHIFT | pid);
    }

    /** Gives the end up, for this process. True if the end is over by that, or was. */
    boolean leave() {
        replace(Region.current().self(), 0);
        return isOver() || (noneAlive() && end());
    }

    /** Returns whether the end is over; checks whether its holders are alive. */
    public boolean checkOver() {
        return isOver() || (places().findAny().isPresent() && noneAlive() && end());
    }

    public boolean isOver() {
        return state() != 0;
    }

    /** Returns whether the end is over by a death. */
    public boolean hasDied() {
        return (state() & PipeLayout.DIED) != 0;
    }

    /**
     * Returns the dead process's id, if the end is over by a death; 0 if it is not known any more.
     */
    public long deadPid() {
        return state() >>> PipeLayout.DIED_PID_SHIFT;
    }

    /** Returns the process ids of the living holders. */
    public long[] pids() {
        return places().filter(
                        place -> kind(at(place)) == PipeLayout.KIND_HOLDER && isAlive(at(place)))
                .mapToLong(place -> pid(place, at(place)))
                .toArray();
    }

    private boolean noneAlive() {
        return places().noneMatch(place -> isAlive(at(place)));
    }

    /** A process launched with this end counts as alive until its parent reports it dead. */
    private static boolean isAlive(long word) {
        return word != 0
                && kind(word) != PipeLayout.KIND_NEVER_ARRIVED
                && Region.current().isAlive(word & PipeLayout.ID_MASK);
    }

    private boolean end() {
        long pid = lostPid();
        long state =
                pid < 0 ? PipeLayout.CLOSED : PipeLayout.DIED | pid << PipeLayout.DIED_PID_SHIFT;
        LONG.compareAndSet(memory, PipeLayout.STATE, 0L, state);
        return true;
    }

    /** Returns the process id of a holder that has died; -1 if none has. */
    private long lostPid() {
        long lost = (long) LONG.getVolatile(memory, PipeLayout.LOST) - 1;
        return lost >= 0
                ? lost
                : places().filter(place -> !isAlive(at(place)))
                        .mapToLong(place -> pid(place, at(place)))
                        .findFirst()
                        .orElse(-1);
    }

    /** Returns the process id of the place's present or last holder; 0 if it is not known. */
    private long pid(int place, long word) {
        if (kind(word) == PipeLayout.KIND_NEVER_ARRIVED) {
            return word & PipeLayout.ID_MASK;
        }
        long pidWord = (long) LONG.getVolatile(memory, PipeLayout.pid(place));
        long pid = pidWord & PipeLayout.PID_MASK;
        return pidWord == PipeLayout.pidWord(word, pid) ? pid : 0;
    }

    private int takePlace(long word) {
        for (boolean fromDead : new boolean[] {false, true}) {
            for (int place = 0; place < PipeLayout.MOST_HOLDERS; place++) {
                long before = at(place);
                boolean usable = before == 0 || (fromDead && !isAlive(before));
                if (usable && change(place, before, word)) {
                    rememberLost(place, before);
                    return place;
                }
            }
        }
        throw new PolyrhythmException(
                "too many processes hold one end of a pipe: limit=" + PipeLayout.MOST_HOLDERS);
    }

    private void rememberLost(int place, long before) {
        if (before != 0) {
            LONG.setVolatile(memory, PipeLayout.LOST, pid(place, before) + 1);
        }
    }

    private void replace(long word, long by) {
        int place = find(word);
        if (place >= 0) {
            change(place, word, by);
        }
    }

    private int find(long word) {
        for (int place = 0; place < PipeLayout.MOST_HOLDERS; place++) {
            if (at(place) == word) {
                return place;
            }
        }
        return -1;
    }

    /** Returns the places that are taken. */
    private IntStream places() {
        return IntStream.range(0, PipeLayout.MOST_HOLDERS).filter(place -> at(place) != 0);
    }

    private static long kind(long word) {
        return word >>> PipeLayout.KIND_SHIFT;
    }

    private long state() {
        return (long) LONG.getVolatile(memory, PipeLayout.STATE);
    }

    private long at(int place) {
        return (long) LONG.getVolatile(memory, PipeLayout.holder(place));
    }

    private boolean change(int place, long from, long to) {
        return LONG.compareAndSet(memory, PipeLayout.holder(place), from, to);
    }
}
