package dev.polyrhythm.memory.internal.wait;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.platform.Futex;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/** Wakes one thread that waits for others, of this process or another one, to write something. */
public final class Bell {
    /*
     * Who waits takes a ticket, looks once more for what it waits for, and sleeps only if the count
     * still is the ticket. Who has written something rings, and pays for it only if the flag says
     * that somebody may sleep. Both write first and read then, so one of the two sees the other.
     * The flag can also be taken down by a thread that looks in the sleeper's stead for a while.
     *
     *   0  int  how often it was rung
     *   4  int  1 while somebody may sleep
     */
    public static final long BYTE_SIZE = 8;
    private static final VarHandle INT = JAVA_INT.varHandle();
    private static final long COUNT = 0;
    private static final long SLEEPER = 4;
    private static final long STEP_NANOS = 100_000_000; // nobody need look sooner: a safety net
    private static final long FIRST_PAUSE_NANOS = 50_000;

    private final MemorySegment words;
    private final MemorySegment count;

    public Bell(MemorySegment words) {
        this.words = words;
        this.count = words.asSlice(COUNT, Integer.BYTES);
    }

    /** Announces a sleeper; who then finds nothing to do sleeps with this ticket. */
    public int prepare() {
        int ticket = (int) INT.getVolatile(words, COUNT);
        INT.setVolatile(words, SLEEPER, 1);
        return ticket;
    }

    /**
     * Sleeps for a step, unless it was rung since. Where the kernel cannot be used the step is
     * short, and longer each time that the thread finds nothing.
     *
     * @param round how often it has slept in vain
     * @param longestPauseNanos how long a step may become there
     */
    public void await(int ticket, long limitNanos, int round, long longestPauseNanos) {
        if (limitNanos <= 0) {
            return;
        }
        if (Futex.isAvailable() && Region.current().allCanWake()) {
            Futex.await(count, ticket, Math.min(limitNanos, STEP_NANOS));
        } else {
            long pause = Math.min(FIRST_PAUSE_NANOS << Math.min(round, 12), longestPauseNanos);
            LockSupport.parkNanos(this, Math.min(limitNanos, pause));
        }
    }

    /** Wakes who sleeps. */
    public void ring() {
        if ((int) INT.getVolatile(words, SLEEPER) != 0) {
            wake();
        }
    }

    /** Wakes who sleeps, also if nobody need ring. */
    public void wake() {
        INT.setVolatile(words, SLEEPER, 0);
        INT.getAndAdd(words, COUNT, 1);
        if (Futex.isAvailable()) {
            Futex.wake(count, 1);
        }
    }

    /** Nobody need ring: this thread looks itself. */
    public void hush() {
        if ((int) INT.getVolatile(words, SLEEPER) != 0) {
            INT.setVolatile(words, SLEEPER, 0);
        }
    }

    /** Ringing is needed again; who calls this looks once more afterwards. */
    public void unhush() {
        INT.setVolatile(words, SLEEPER, 1);
    }
}
