package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.internal.cell.BarrierLayout;
import dev.polyrhythm.memory.internal.cell.BarrierState;
import dev.polyrhythm.memory.internal.cell.BrokenGenerations;
import dev.polyrhythm.memory.internal.cell.CellType;
import dev.polyrhythm.memory.internal.owner.DeadProcess;
import dev.polyrhythm.memory.internal.owner.PartyRegistry;
import dev.polyrhythm.memory.internal.owner.ProcessTable;
import dev.polyrhythm.memory.internal.owner.RateLimit;
import dev.polyrhythm.memory.internal.region.Block;
import dev.polyrhythm.memory.internal.wait.Deadline;
import dev.polyrhythm.memory.internal.wait.EventCount;
import dev.polyrhythm.memory.internal.wait.Waiter;
import java.io.Serial;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeoutException;

/**
 * A {@link java.util.concurrent.CyclicBarrier} that threads of all processes of a program share:
 * each waits until all parties have arrived, again and again.
 *
 * {@snippet file="dev/polyrhythm/memory/SynchronizerSnippets.java" region="barrier"}
 *
 * <p>A party is a thread of any process; which one, does not matter. There is no barrier action:
 * the thread whose {@link #await()} returns 0 was the last one and can do what is to be done once.
 * A worker gets hold of the barrier by capturing it; it lives as long as the program. All methods
 * may be used by any thread of any process; a virtual thread does not hold its carrier while it
 * waits.
 *
 * <p><b>Memory effects.</b> What happened before an {@code await} in one process is seen after the
 * {@code await} of the same generation in each other.
 *
 * <p><b>Breaking.</b> All or none: when a thread is interrupted or its time is over while it waits,
 * all others that wait get a {@link BrokenBarrierException}, and any party that arrives then, until
 * the barrier is {@linkplain #reset() reset}.
 *
 * <p><b>Death.</b> A process that has waited here, or {@linkplain #register() said} that it will,
 * is bound to the barrier. If it is killed, the barrier is broken; the exception names the process,
 * and its cause is an {@link OwnerDiedException}. A process that ends in good order is not missed,
 * unless one of its threads waits: then the barrier is broken as by an interrupt.
 */
public final class SharedBarrier extends SharedObject {
    /*
     * BarrierState is the whole state. A party that arrives raises the count, the last one begins
     * the next generation, one that gives up or notices a death breaks the present one: one CAS
     * each, so a process that is killed has done its step or has not. A party waits until its
     * generation is over or broken; how one ended that is over is in the BrokenGenerations.
     *
     * A broken generation is ended by a reset alone, which first forgets the dead (else one of them
     * could break the next), then notes that it was broken, then begins the next. The check for
     * dead parties reads the state before, and breaks that one only: a death that was forgotten
     * meanwhile finds another generation, as every reset begins one.
     */
    @Serial private static final long serialVersionUID = 1L;
    private static final VarHandle LONG = JAVA_LONG.varHandle();

    private final transient EventCount event;
    private final transient BrokenGenerations ends;
    private final transient PartyRegistry members;
    private final transient RateLimit interval = new RateLimit();

    SharedBarrier(Block block) {
        super(CellType.BARRIER, block);
        this.event = new EventCount(data.asSlice(BarrierLayout.EVENT, EventCount.BYTE_SIZE));
        this.ends =
                new BrokenGenerations(data.asSlice(BarrierLayout.ENDS, BarrierLayout.ENDS_SIZE));
        this.members =
                PartyRegistry.of(
                        handle(), data.asSlice(BarrierLayout.TABLE, ProcessTable.BYTE_SIZE));
    }

    /**
     * Makes a new barrier.
     *
     * @param parties how many threads wait for each other, 1 to 1,048,575
     * @return the barrier, to be captured by workers
     * @throws IllegalArgumentException if the number of parties is out of range
     * @throws PolyrhythmException if there is no space for it
     */
    public static SharedBarrier create(int parties) {
        if (parties < 1 || parties > BarrierState.MOST_PARTIES) {
            throw new IllegalArgumentException(
                    "parties must be 1 to %d: parties=%d"
                            .formatted(BarrierState.MOST_PARTIES, parties));
        }
        SharedBarrier created =
                new SharedBarrier(allocate(CellType.BARRIER, BarrierLayout.BYTE_SIZE));
        created.data.set(JAVA_INT, BarrierLayout.PARTIES, parties);
        LONG.setVolatile(
                created.data,
                BarrierLayout.STATE,
                BarrierState.fresh(BarrierState.FIRST_GENERATION));
        return created;
    }

    /**
     * Says that a thread of this process is a party, so that its death breaks the barrier.
     *
     * @throws PolyrhythmException if there is no space for one more process
     */
    public void register() {
        members.join(this::leave);
    }

    /**
     * Breaks the generation, as this process ends in good order and none of its waits will go on.
     */
    private void leave() {
        breakGeneration(members.lastGeneration().get());
    }

    /**
     * Waits until all parties have arrived.
     *
     * @return how many were still missing when this thread arrived: 0 for the last one
     * @throws InterruptedException if this thread is interrupted while it waits, or was before; the
     *     barrier is broken then
     * @throws BrokenBarrierException if the barrier is or gets broken, or is reset
     */
    public int await() throws InterruptedException, BrokenBarrierException {
        try {
            return await(Deadline.NEVER);
        } catch (TimeoutException e) {
            throw new AssertionError(e); // that is never
        }
    }

    /**
     * Waits until all parties have arrived, but not for longer than the limit.
     *
     * @param timeout the limit; zero or less does not wait
     * @return how many were still missing when this thread arrived: 0 for the last one
     * @throws InterruptedException if this thread is interrupted while it waits, or was before; the
     *     barrier is broken then
     * @throws TimeoutException if the time is over; the barrier is broken then
     * @throws BrokenBarrierException if the barrier is or gets broken, or is reset
     */
    public int await(Duration timeout)
            throws InterruptedException, BrokenBarrierException, TimeoutException {
        return await(Deadline.after(timeout));
    }

    private int await(Deadline deadline)
            throws InterruptedException, BrokenBarrierException, TimeoutException {
        register();
        while (true) {
            long before = state();
            long generation = BarrierState.generation(before);
            requireNotBroken(before);
            requireNotInterrupted(generation);
            members.lastGeneration().accumulateAndGet(generation, Math::max);
            int missing = getParties() - BarrierState.waiting(before) - 1;
            if (missing == 0 && move(before, BarrierState.next(before))) {
                return 0;
            }
            if (missing > 0 && LONG.compareAndSet(data, BarrierLayout.STATE, before, before + 1)) {
                pass(generation, deadline);
                return missing;
            }
        }
    }

    private void requireNotBroken(long state) throws BrokenBarrierException {
        if (BarrierState.isBroken(state)) {
            throw broken(BarrierState.generation(state));
        }
    }

    private void requireNotInterrupted(long generation) throws InterruptedException {
        if (Thread.interrupted()) {
            breakGeneration(generation);
            throw new InterruptedException();
        }
    }

    /** Waits until a generation in which this thread has arrived is over. */
    private void pass(long generation, Deadline deadline)
            throws InterruptedException, BrokenBarrierException, TimeoutException {
        try {
            if (!waitFor(generation, deadline) && breakGeneration(generation)) {
                throw new TimeoutException(
                        "not all parties have arrived in time: parties=" + getParties());
            }
        } catch (InterruptedException e) {
            if (breakGeneration(generation)) {
                throw e;
            }
            Thread.currentThread().interrupt(); // it was over already: for the next wait
        }
        if (wasBroken(generation)) {
            throw broken(generation);
        }
    }

    private boolean waitFor(long generation, Deadline deadline) throws InterruptedException {
        return new Waiter(event, deadline)
                .await(() -> isOver(generation), this::breakForTheDeadNowAndThen);
    }

    private boolean isOver(long generation) {
        long now = state();
        return BarrierState.generation(now) != generation || BarrierState.isBroken(now);
    }

    private boolean wasBroken(long generation) {
        long now = state();
        return BarrierState.generation(now) == generation
                ? BarrierState.isBroken(now)
                : ends.contains(generation);
    }

    private BrokenBarrierException broken(long generation) {
        if (!ends.hasDeath(generation)) {
            return new BrokenBarrierException(
                    "the barrier is broken: a party was interrupted, ended, was out of time, or reset it");
        }
        OwnerDiedException death =
                new OwnerDiedException(
                        "a party of the barrier has died", ends.pidOfDeath(generation));
        BrokenBarrierException broken = new BrokenBarrierException(death.getMessage());
        broken.initCause(death);
        return broken;
    }

    /** Breaks a generation, unless it is over or broken. */
    private boolean breakGeneration(long generation) {
        for (long before = state(); isWhole(before, generation); before = state()) {
            if (move(before, BarrierState.broken(before))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWhole(long state, long generation) {
        return BarrierState.generation(state) == generation && !BarrierState.isBroken(state);
    }

    /** Takes the step that the waiting parties wait for. */
    private boolean move(long before, long after) {
        boolean moved = LONG.compareAndSet(data, BarrierLayout.STATE, before, after);
        if (moved) {
            event.wakeAll();
        }
        return moved;
    }

    private void breakForTheDeadNowAndThen() {
        if (interval.isDue()) {
            breakForTheDead();
        }
    }

    private void breakForTheDead() {
        for (long before = state(); !BarrierState.isBroken(before); before = state()) {
            DeadProcess death = members.findDeath();
            if (death == null) {
                return;
            }
            ends.setDeath(BarrierState.generation(before), death.pid());
            move(before, BarrierState.broken(before));
        }
    }

    /**
     * Makes the barrier whole again and begins a new generation; a waiting party gets a {@link
     * BrokenBarrierException}. Processes that have died are no parties any more.
     */
    public void reset() {
        members.forgetTheDead();
        long generation = BarrierState.generation(state());
        for (long before = state();
                BarrierState.generation(before) == generation;
                before = state()) {
            if (BarrierState.isBroken(before)) {
                ends.note(generation);
                move(before, BarrierState.next(before));
            } else if (BarrierState.waiting(before) > 0) {
                move(before, BarrierState.broken(before));
            } else {
                move(before, BarrierState.next(before));
            }
        }
    }

    /**
     * Returns whether the barrier is broken.
     *
     * @return true from the moment a party gives up or dies until {@link #reset()}
     */
    public boolean isBroken() {
        breakForTheDead();
        return BarrierState.isBroken(state());
    }

    /**
     * Returns how many threads wait for each other.
     *
     * @return what the barrier was made with
     */
    public int getParties() {
        return data.get(JAVA_INT, BarrierLayout.PARTIES);
    }

    /**
     * Returns how many threads wait now.
     *
     * @return 0 to one less than {@link #getParties()}
     */
    public int getNumberWaiting() {
        return BarrierState.waiting(state());
    }

    private long state() {
        return (long) LONG.getVolatile(data, BarrierLayout.STATE);
    }

    /** Returns the number of parties, and of those that wait, as text. */
    @Override
    public String toString() {
        long now = state();
        return "SharedBarrier[parties=%d, waiting=%d, broken=%s]"
                .formatted(getParties(), BarrierState.waiting(now), BarrierState.isBroken(now));
    }
}
