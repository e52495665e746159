package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.internal.cell.CellType;
import dev.polyrhythm.memory.internal.cell.LockLayout;
import dev.polyrhythm.memory.internal.owner.HoldCounter;
import dev.polyrhythm.memory.internal.region.Block;
import dev.polyrhythm.memory.internal.region.FlightRecording;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.memory.internal.wait.Deadline;
import dev.polyrhythm.memory.internal.wait.LockWait;
import dev.polyrhythm.memory.internal.wait.WaitStrategy;
import java.io.Serial;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * A reentrant lock that threads of all processes of a program share. It cannot be locked for ever:
 * when a process dies that holds it, the next one gets it and is told.
 *
 * {@snippet file="dev/polyrhythm/memory/LockSnippets.java" region="lock"}
 *
 * <p><b>Owner.</b> A thread of a process, virtual threads counted as themselves. A worker gets hold
 * of the lock by capturing it; it lives as long as the program. It is not fair.
 *
 * <p><b>Memory effects.</b> What happened before an unlock in one process is seen after the next
 * lock in another.
 *
 * <p><b>Death.</b> If the owner's process dies, however it does, the next acquisition succeeds
 * within some milliseconds and {@linkplain #acquire() reports} that the lock was {@linkplain
 * #isAbandoned() abandoned}: what it protects may be half written. It stays so until that is
 * {@linkplain #repaired() repaired}. Waits for the lock's conditions end then, too, as if they were
 * signalled: the dead one may have been about to do so.
 */
public final class SharedLock extends SharedObject implements Lock {
    /*
     * The word is 0, or the owner's participant id (48 bits) with a bit that says that a thread may
     * be waiting. One CAS takes the lock and names the owner: there is no moment in which it is
     * taken without one. The owner thread is known on the heap of its process (HoldCounter), which
     * dies with the process.
     *
     * A waiter reads the wake word, makes sure that the word still is what it was and has the bit,
     * and sleeps on the wake word; an unlock of a word with the bit changes the wake word and wakes
     * one. A woken waiter takes the lock with the bit, as others may sleep on (Drepper, "Futexes
     * are tricky", mutex 2). A waiter that was woken and killed costs the others one bounded step.
     */
    @Serial private static final long serialVersionUID = 1L;
    private static final VarHandle WORD = JAVA_LONG.varHandle();
    private static final VarHandle INT = JAVA_INT.varHandle();
    private static final int SPINS = 100;

    private final transient MemorySegment wake;
    private final transient HoldCounter holding;
    private final transient long self;

    SharedLock(Block block) {
        super(CellType.LOCK, block);
        this.wake = data.asSlice(LockLayout.WAKE, Integer.BYTES);
        this.holding = HoldCounter.of(handle());
        this.self = Region.current().self();
    }

    /**
     * Makes a new lock that is free.
     *
     * @return the lock, to be captured by workers
     * @throws PolyrhythmException if there is no space for it
     */
    public static SharedLock create() {
        return new SharedLock(allocate(CellType.LOCK, 1));
    }

    /** Waits until this thread holds the lock; {@link #isAbandoned()} tells of a death. */
    @Override
    public void lock() {
        if (!tryTake()) {
            takeUninterruptibly();
        }
    }

    /**
     * Waits until this thread holds the lock.
     *
     * @return {@link Acquired#ACQUIRED} or {@link Acquired#ABANDONED}
     */
    public Acquired acquire() {
        lock();
        return acquired();
    }

    /**
     * Waits until this thread holds the lock.
     *
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     */
    @Override
    public void lockInterruptibly() throws InterruptedException {
        requireNotInterrupted();
        if (!tryTake()) {
            take(Deadline.NEVER);
        }
    }

    @Override
    public boolean tryLock() {
        return tryTake();
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        requireNotInterrupted();
        return tryTake() || take(Deadline.after(unit.toNanos(time)));
    }

    /**
     * Waits until this thread holds the lock, but not for longer than the limit.
     *
     * @param timeout the limit; zero or less does not wait
     * @return how it was acquired, or {@link Acquired#NOT}
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     */
    public Acquired tryAcquire(Duration timeout) throws InterruptedException {
        requireNotInterrupted();
        return tryTake() || take(Deadline.after(timeout)) ? acquired() : Acquired.NOT;
    }

    private static void requireNotInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private Acquired acquired() {
        return isAbandoned() ? Acquired.ABANDONED : Acquired.ACQUIRED;
    }

    private boolean tryTake() {
        if (holding.isMine()) {
            holding.again();
            return true;
        }
        return WORD.compareAndSet(data, LockLayout.WORD, 0L, self) && begin();
    }

    private boolean begin() {
        holding.begin();
        return true;
    }

    private void takeUninterruptibly() {
        boolean interrupted = false;
        while (true) {
            try {
                take(Deadline.NEVER);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the lock the long way. True if it is held, false if the time is over. */
    private boolean take(Deadline deadline) throws InterruptedException {
        return FlightRecording.isOn() ? takeAndTell(deadline) : takeInTheEnd(deadline);
    }

    private boolean takeAndTell(Deadline deadline) throws InterruptedException {
        LockWait wait = LockWait.begin(holderPid());
        try {
            wait.acquired = takeInTheEnd(deadline);
            return wait.acquired;
        } finally {
            wait.commit();
        }
    }

    private boolean takeInTheEnd(Deadline deadline) throws InterruptedException {
        for (int round = 0; ; round = Math.min(round + 1, SPINS)) {
            int ticket = (int) INT.getVolatile(wake, 0L);
            long word = (long) WORD.getVolatile(data, LockLayout.WORD);
            if (tryTakeFrom(word, round)) {
                return begin();
            }
            if (round < SPINS) {
                Thread.onSpinWait();
            } else if (isContended(word)) {
                requireNotInterrupted();
                if (deadline.isOver()) {
                    return false;
                }
                WaitStrategy.stepForOne(wake, ticket, deadline.leftNanos());
            }
        }
    }

    /** Takes a lock that is free, or whose holder is dead. */
    private boolean tryTakeFrom(long word, int round) {
        if (word == 0) {
            return WORD.compareAndSet(
                    data, LockLayout.WORD, 0L, round < SPINS ? self : self | LockLayout.CONTENDED);
        }
        boolean orphan = round >= SPINS && isOrphan(word);
        if (orphan
                && WORD.compareAndSet(data, LockLayout.WORD, word, self | LockLayout.CONTENDED)) {
            INT.setVolatile(data, LockLayout.ABANDONED, 1);
            INT.getAndAdd(data, LockLayout.DEATHS, 1);
            return true;
        }
        return false;
    }

    private static boolean isOrphan(long word) {
        return word != 0 && !Region.current().isAlive(word & ~LockLayout.CONTENDED);
    }

    /** Returns whether the holder is dead, and the lock was not taken since. */
    boolean isOrphan() {
        return isOrphan((long) WORD.getVolatile(data, LockLayout.WORD));
    }

    /** Returns how often the lock was taken from a dead holder. */
    int deaths() {
        return (int) INT.getVolatile(data, LockLayout.DEATHS);
    }

    /** Returns whether the holder will wake us: its word has the bit, by us or by another. */
    private boolean isContended(long word) {
        return word != 0
                && ((word & LockLayout.CONTENDED) != 0
                        || WORD.compareAndSet(
                                data, LockLayout.WORD, word, word | LockLayout.CONTENDED));
    }

    /**
     * Gives the lock back, once for each time that this thread acquired it.
     *
     * @throws IllegalMonitorStateException if this thread does not hold it
     */
    @Override
    public void unlock() {
        requireHeld();
        if (holding.end()) {
            release();
        }
    }

    private void release() {
        long before = (long) WORD.getAndSet(data, LockLayout.WORD, 0L);
        if ((before & LockLayout.CONTENDED) != 0) {
            INT.getAndAdd(wake, 0L, 1);
            WaitStrategy.wake(wake, 1);
        }
    }

    /** Gives the lock back altogether. Returns how often it was held. */
    int releaseAll() {
        requireHeld();
        int count = holding.endAll();
        release();
        return count;
    }

    /** Takes the lock as often as it was held before. */
    void takeAgain(int count) {
        acquire();
        holding.restore(count);
    }

    void requireHeld() {
        if (!holding.isMine()) {
            throw new IllegalMonitorStateException(
                    "the lock is not held by this thread: thread="
                            + Thread.currentThread().getName());
        }
    }

    /**
     * Returns whether this thread holds the lock.
     *
     * @return true between lock and unlock
     */
    public boolean isHeldByCurrentThread() {
        return holding.isMine();
    }

    /**
     * Returns whether a process died while it held the lock, and what it protects was not repaired
     * since.
     *
     * @return true until {@link #repaired()}
     */
    public boolean isAbandoned() {
        return (int) INT.getVolatile(data, LockLayout.ABANDONED) != 0;
    }

    /**
     * Says that what the lock protects is whole again.
     *
     * @throws IllegalMonitorStateException if this thread does not hold the lock
     */
    public void repaired() {
        requireHeld();
        INT.setVolatile(data, LockLayout.ABANDONED, 0);
    }

    /**
     * Makes a new condition of this lock. It is shared as the lock is: capture the same one where
     * threads are to meet.
     *
     * @return the condition
     * @throws PolyrhythmException if there is no space for it
     */
    @Override
    public Condition newCondition() {
        return SharedCondition.create(this);
    }

    /** Returns the process id of the holder, 0 if the lock is free. */
    private long holderPid() {
        long word = (long) WORD.getVolatile(data, LockLayout.WORD);
        return word == 0 ? 0 : Region.current().pid(word & ~LockLayout.CONTENDED);
    }

    /** Returns whether it is held, as text. */
    @Override
    public String toString() {
        long pid = holderPid();
        return pid == 0 ? "SharedLock[free]" : "SharedLock[held, pid=" + pid + "]";
    }
}
