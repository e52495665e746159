package dev.polyrhythm.internal.channel;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.internal.ring.SpscRing;
import dev.polyrhythm.memory.internal.wait.EventCount;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/** The words, bells and rings of a channel, for either side. */
public final class Channel {
    /*
     * A channel belongs to one worker process and dies with it; its pool is the other side. Nothing
     * in it is locked by either side, so nothing can be held by a dead one.
     *
     * The pool writes requests (see ChannelRequest): chunks of items, which are numbered in the
     * order in which they are sent. The worker begins an item by a CAS of NEXT from its number to
     * the next one, runs it, and writes the answer, whose commit is one store. So, whenever the
     * worker is killed:
     *
     *   number >= NEXT              the item has not been begun: it is run elsewhere
     *   number < NEXT, answered     it has its result
     *   number = NEXT - 1, else     the worker has died of it, or with it
     *
     * The pool takes back what was not begun by a CAS that sets REVOKED in NEXT: the worker's next
     * CAS fails, and it passes over what it finds in the ring, until a request of the pool says with
     * which number it goes on. The pool sends no chunk until it sees that the worker has done so.
     *
     * Answers are in order, and every item that was begun has one, unless the worker has died.
     */
    private static final VarHandle LONG = JAVA_LONG.varHandle();

    private final MemorySegment memory;
    private final SpscRing requests;
    private final SpscRing answers;
    private final EventCount bell;
    private final EventCount interruptBell;

    public Channel(MemorySegment memory) {
        this.memory = memory;
        this.requests =
                new SpscRing(
                        memory.asSlice(ChannelLayout.REQUESTS),
                        memory.asSlice(ChannelLayout.REQUEST_DATA, ChannelLayout.REQUEST_BYTES));
        this.answers =
                new SpscRing(
                        memory.asSlice(ChannelLayout.ANSWERS),
                        memory.asSlice(ChannelLayout.ANSWER_DATA, ChannelLayout.ANSWER_BYTES));
        this.bell = new EventCount(memory.asSlice(ChannelLayout.BELL, EventCount.BYTE_SIZE));
        this.interruptBell =
                new EventCount(memory.asSlice(ChannelLayout.INTERRUPT_BELL, EventCount.BYTE_SIZE));
    }

    public SpscRing requests() {
        return requests;
    }

    public SpscRing answers() {
        return answers;
    }

    /** Returns the event count that wakes the worker's loop. */
    public EventCount bell() {
        return bell;
    }

    /** Returns the event count that wakes the worker's thread that interrupts. */
    EventCount interruptBell() {
        return interruptBell;
    }

    // The worker's part

    void setReady() {
        LONG.setVolatile(memory, ChannelLayout.READY, 1L);
    }

    boolean isToEnd() {
        return (long) LONG.getVolatile(memory, ChannelLayout.END) != 0;
    }

    /** Returns the number of the item that is to be interrupted; -1 if none was yet. */
    long interrupted() {
        return (long) LONG.getVolatile(memory, ChannelLayout.INTERRUPT) - 1;
    }

    /** Begins an item, unless the pool has taken it back. */
    boolean begin(long number, long nanoTime) {
        LONG.setOpaque(memory, ChannelLayout.STARTED, nanoTime);
        return LONG.compareAndSet(memory, ChannelLayout.NEXT, number, number + 1);
    }

    /** Goes on with this number after the pool has taken back what was before. */
    void resume(long number) {
        LONG.setVolatile(memory, ChannelLayout.NEXT, number);
    }

    // The pool's part

    public boolean isReady() {
        return (long) LONG.getVolatile(memory, ChannelLayout.READY) != 0;
    }

    public void end() {
        LONG.setVolatile(memory, ChannelLayout.END, 1L);
        bell.wakeAll();
    }

    public void interrupt(long number) {
        LONG.setVolatile(memory, ChannelLayout.INTERRUPT, number + 1);
        interruptBell.wakeAll();
    }

    /** Returns the number of the item that is begun next: those before it have been. */
    public long next() {
        return word() & ~ChannelLayout.REVOKED;
    }

    /** Returns when the last item was begun: valid between two equal readings of {@link #next}. */
    public long startedNanoTime() {
        return (long) LONG.getVolatile(memory, ChannelLayout.STARTED);
    }

    public boolean isRevoked() {
        return (word() & ChannelLayout.REVOKED) != 0;
    }

    /** Takes back what was not begun. Returns the number of the first such item. */
    public long revoke() {
        long next = word();
        while (!LONG.compareAndSet(
                memory, ChannelLayout.NEXT, next, next | ChannelLayout.REVOKED)) {
            next = word();
        }
        return next & ~ChannelLayout.REVOKED;
    }

    private long word() {
        return (long) LONG.getVolatile(memory, ChannelLayout.NEXT);
    }
}
