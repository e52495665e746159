package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.polyrhythm.memory.internal.cell.CellType;
import dev.polyrhythm.memory.internal.cell.LatchLayout;
import dev.polyrhythm.memory.internal.owner.DeadProcess;
import dev.polyrhythm.memory.internal.owner.PartyRegistry;
import dev.polyrhythm.memory.internal.owner.ProcessTable;
import dev.polyrhythm.memory.internal.region.Block;
import dev.polyrhythm.memory.internal.wait.Deadline;
import dev.polyrhythm.memory.internal.wait.EventCount;
import dev.polyrhythm.memory.internal.wait.Waiter;
import java.io.Serial;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;

/**
 * A {@link java.util.concurrent.CountDownLatch} that threads of all processes of a program share:
 * they wait until a number of things have been done, in whichever process.
 *
 * {@snippet file="dev/polyrhythm/memory/SynchronizerSnippets.java" region="latch"}
 *
 * <p>A worker gets hold of it by capturing it; it lives as long as the program and opens once. All
 * methods may be used by any thread of any process; a virtual thread does not hold its carrier
 * while it waits.
 *
 * <p><b>Memory effects.</b> What happened before a {@link #countDown()} in one process is seen
 * after the {@link #await()} that returns because of it in another.
 *
 * <p><b>Death.</b> A process that has counted down, or {@linkplain #register() said} that it will,
 * is bound to the latch. If it is killed while the count is above 0, every wait in each other
 * process ends with an {@link OwnerDiedException}, once: a thread that can go on all the same waits
 * again. A process that ends in good order is not missed, whatever it has counted.
 */
public final class SharedLatch extends SharedObject {
    /*
     * The count is one word, lowered by CAS: a process that is killed has counted or it has not.
     * The thread that lowers it to 0 wakes the waiters; if it dies in between, they check by
     * themselves after a step. The PartyRegistry notices the deaths of others; a wait ends when
     * this process has noticed one more than when the wait began.
     */
    @Serial private static final long serialVersionUID = 1L;
    private static final VarHandle INT = JAVA_INT.varHandle();

    private final transient EventCount event;
    private final transient PartyRegistry members;

    SharedLatch(Block block) {
        super(CellType.LATCH, block);
        this.event = new EventCount(data.asSlice(LatchLayout.EVENT, EventCount.BYTE_SIZE));
        this.members =
                PartyRegistry.of(handle(), data.asSlice(LatchLayout.TABLE, ProcessTable.BYTE_SIZE));
    }

    /**
     * Makes a new latch.
     *
     * @param count how often {@link #countDown()} is called before it opens; 0 for an open one
     * @return the latch, to be captured by workers
     * @throws IllegalArgumentException if the count is negative
     * @throws PolyrhythmException if there is no space for it
     */
    public static SharedLatch create(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("count must be 0 or more: count=" + count);
        }
        SharedLatch created = new SharedLatch(allocate(CellType.LATCH, LatchLayout.BYTE_SIZE));
        INT.setVolatile(created.data, LatchLayout.COUNT, count);
        return created;
    }

    /**
     * Registers this process as one that is to count down, so that waiters learn of its death.
     *
     * @throws PolyrhythmException if there is no space for one more process
     */
    public void register() {
        members.join(() -> {});
    }

    /**
     * Lowers the count by one, and opens the latch when it gets 0. Does nothing if it is open.
     *
     * @throws PolyrhythmException if there is no space for one more process
     */
    public void countDown() {
        if (count() == 0) {
            return;
        }
        register();
        for (int before = count(); before > 0; before = count()) {
            if (INT.compareAndSet(data, LatchLayout.COUNT, before, before - 1)) {
                if (before == 1) {
                    event.wakeAll();
                }
                return;
            }
        }
    }

    /**
     * Returns how often {@link #countDown()} is still to be called.
     *
     * @return 0 if the latch is open
     */
    public long getCount() {
        return count();
    }

    /**
     * Waits until the count is 0.
     *
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     * @throws OwnerDiedException if a registered process was killed; once
     */
    public void await() throws InterruptedException {
        await(Deadline.NEVER);
    }

    /**
     * Waits until the count is 0, but not for longer than the limit.
     *
     * @param timeout the limit; zero or less does not wait
     * @return true if the count is 0
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     * @throws OwnerDiedException if a registered process was killed; once
     */
    public boolean await(Duration timeout) throws InterruptedException {
        return await(Deadline.after(timeout));
    }

    private boolean await(Deadline deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        int known = members.noticed().size();
        new Waiter(event, deadline)
                .await(() -> count() == 0 || members.noticed().size() > known, members::notice);
        List<DeadProcess> noticed = members.noticed();
        if (count() == 0 || noticed.size() == known) {
            return count() == 0;
        }
        throw new OwnerDiedException(
                "a process that was to count the latch down has died", noticed.get(known).pid());
    }

    private int count() {
        return (int) INT.getVolatile(data, LatchLayout.COUNT);
    }

    /** Returns the count, as text. */
    @Override
    public String toString() {
        return "SharedLatch[count=" + count() + "]";
    }
}
