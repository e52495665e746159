package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.polyrhythm.memory.internal.cell.CellType;
import dev.polyrhythm.memory.internal.region.Block;
import dev.polyrhythm.memory.internal.wait.Deadline;
import dev.polyrhythm.memory.internal.wait.WaitStrategy;
import java.io.Serial;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.time.Duration;

/**
 * A flag that threads of all processes of a program can wait for.
 *
 * <p>A worker gets hold of it by capturing it; it lives as long as the program, and has no owner:
 * the death of a process ends no wait. A thread that waits when it is set wakes up, even if it is
 * cleared again at once. What happened before {@link #set()} in one process is seen after the
 * {@link #await()} that it ends in another. All methods may be used by any thread of any process; a
 * virtual thread does not hold its carrier while it waits.
 */
public final class SharedEvent extends SharedObject {
    @Serial private static final long serialVersionUID = 1L;
    private static final VarHandle WORD = JAVA_INT.varHandle();
    private static final int SET = 1; // the other bits count how often it was set
    private static final int ONE_TIME = 2;

    private final transient MemorySegment word;

    SharedEvent(Block block) {
        super(CellType.EVENT, block);
        this.word = data.asSlice(0, Integer.BYTES);
    }

    /**
     * Makes a new event that is not set.
     *
     * @return the event, to be captured by workers
     * @throws PolyrhythmException if there is no space for it
     */
    public static SharedEvent create() {
        return new SharedEvent(allocate(CellType.EVENT, 1));
    }

    /** Sets the flag and wakes all threads that wait for it. Does nothing if it is set. */
    public void set() {
        for (int before = get(); !isSet(before); before = get()) {
            if (WORD.compareAndSet(word, 0L, before, (before | SET) + ONE_TIME)) {
                WaitStrategy.wake(word, Integer.MAX_VALUE);
                return;
            }
        }
    }

    /** Clears the flag. */
    public void clear() {
        WORD.getAndBitwiseAnd(word, 0L, ~SET);
    }

    /**
     * Returns whether the flag is set.
     *
     * @return true from {@link #set()} until {@link #clear()}
     */
    public boolean isSet() {
        return isSet(get());
    }

    /**
     * Waits until the flag is set, or was for a moment.
     *
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     */
    public void await() throws InterruptedException {
        await(Deadline.NEVER);
    }

    /**
     * Waits until the flag is set, or was for a moment, but not for longer than the limit.
     *
     * @param timeout the limit; zero or less does not wait
     * @return true if it was set
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     */
    public boolean await(Duration timeout) throws InterruptedException {
        return await(Deadline.after(timeout));
    }

    private boolean await(Deadline deadline) throws InterruptedException {
        int first = get();
        for (int now = first; !isSet(now) && times(now) == times(first); now = get()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (deadline.isOver()) {
                return false;
            }
            WaitStrategy.step(word, now, deadline.leftNanos());
        }
        return true;
    }

    private int get() {
        return (int) WORD.getVolatile(word, 0L);
    }

    private static boolean isSet(int value) {
        return (value & SET) != 0;
    }

    private static int times(int value) {
        return value >>> 1;
    }

    /** Returns whether it is set, as text. */
    @Override
    public String toString() {
        return "SharedEvent[set=" + isSet() + "]";
    }
}
