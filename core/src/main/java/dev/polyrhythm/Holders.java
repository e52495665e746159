package dev.polyrhythm;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.spi.Region;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Which processes hold one end of a pipe, and whether it is over. */
final class Holders {
    /*
     * A place is taken and given back by one CAS, and says who has it: a killed process leaves no
     * place that nobody can explain. A process enters itself when the end comes there. Until then
     * the place says who started that process; who started it learns of its death, and says so.
     *
     * An end that nobody has entered yet is open. It is over when one that leaves finds nobody
     * alive behind it, or when somebody finds that all that are entered are dead; the state is
     * written once, and no end is opened again. If one of them died, the end has died: the other
     * side must not take for an orderly end what lacks a dead one's items. Who enters while it is
     * being found over has an end that is over.
     */
    static final long NONE = 0;
    private static final VarHandle LONG = JAVA_LONG.varHandle();
    private static final AtomicLong TAGS = new AtomicLong();

    private final MemorySegment memory;

    Holders(MemorySegment memory) {
        this.memory = memory;
    }

    /** Enters this process, once. */
    void enter() {
        long self = Region.current().self();
        if (find(self) < 0) {
            takePlace(self);
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

    /** The end has arrived, or will not. Does nothing for {@link #NONE}. */
    void cancel(long expected) {
        if (expected != NONE) {
            replace(expected, 0);
        }
    }

    /** The process that was to get the end is dead, and perhaps never got it. */
    void diedOnTheWay(long expected, long pid) {
        replace(expected, PipeLayout.KIND_NEVER_ARRIVED << PipeLayout.KIND_SHIFT | pid);
    }

    /** This process gives the end up. True if the end is over by that, or was. */
    boolean leave() {
        replace(Region.current().self(), 0);
        return isOver() || (noneAlive() && end());
    }

    /** Whether the end is over; looks whether its holders are alive. */
    boolean checkOver() {
        return isOver() || (holders().findAny().isPresent() && noneAlive() && end());
    }

    boolean isOver() {
        return state() != 0;
    }

    /** Whether the end is over by a death. */
    boolean hasDied() {
        return (state() & PipeLayout.DIED) != 0;
    }

    /** Of the death, if the end is over by one; 0 if it is not known any more. */
    long deadPid() {
        return state() >>> PipeLayout.DIED_PID_SHIFT;
    }

    /** The process ids of the living that hold it. */
    long[] pids() {
        Region region = Region.current();
        return holders()
                .filter(word -> kind(word) == PipeLayout.KIND_HOLDER && region.isAlive(word))
                .map(region::pid)
                .toArray();
    }

    private boolean noneAlive() {
        return holders().noneMatch(isAlive());
    }

    /** Who was started with the end lives until the one that started it says otherwise. */
    private static LongPredicate isAlive() {
        Region region = Region.current();
        return word ->
                kind(word) != PipeLayout.KIND_NEVER_ARRIVED
                        && region.isAlive(word & PipeLayout.ID_MASK);
    }

    private boolean end() {
        long lost = (long) LONG.getVolatile(memory, PipeLayout.LOST) - 1;
        LongStream dead = holders().filter(isAlive().negate()).map(Holders::pidOf);
        long pid = lost >= 0 ? lost : dead.findFirst().orElse(-1);
        long state =
                pid < 0
                        ? PipeLayout.CLOSED
                        : PipeLayout.DIED | pid << PipeLayout.DIED_PID_SHIFT;
        LONG.compareAndSet(memory, PipeLayout.STATE, 0L, state);
        return true;
    }

    private static long pidOf(long word) {
        long id = word & PipeLayout.ID_MASK;
        return kind(word) == PipeLayout.KIND_NEVER_ARRIVED ? id : Region.current().pid(id);
    }

    private void takePlace(long word) {
        for (boolean fromDead : new boolean[] {false, true}) {
            for (int place = 0; place < PipeLayout.MOST_HOLDERS; place++) {
                long before = at(place);
                boolean usable = before == 0 || (fromDead && !isAlive().test(before));
                if (usable && change(place, before, word)) {
                    rememberLost(before);
                    return;
                }
            }
        }
        throw new PolyrhythmException(
                "too many processes hold one end of a pipe: limit=" + PipeLayout.MOST_HOLDERS);
    }

    private void rememberLost(long before) {
        if (before != 0) {
            LONG.setVolatile(memory, PipeLayout.LOST, pidOf(before) + 1);
        }
    }

    private void replace(long word, long by) {
        int place = find(word);
        if (place >= 0) {
            change(place, word, by);
        }
    }

    private int find(long word) {
        return IntStream.range(0, PipeLayout.MOST_HOLDERS)
                .filter(place -> at(place) == word)
                .findFirst()
                .orElse(-1);
    }

    private LongStream holders() {
        return IntStream.range(0, PipeLayout.MOST_HOLDERS)
                .mapToLong(this::at)
                .filter(word -> word != 0);
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
