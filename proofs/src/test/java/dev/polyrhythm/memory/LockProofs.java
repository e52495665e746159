package dev.polyrhythm.memory;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.polyrhythm.memory.internal.cell.CellType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** A {@link SharedLock} is held by one thread at a time, and passed on. */
@SuppressWarnings("LockNotBeforeTry") // nothing throws, and if it does, the proof has failed
public final class LockProofs {
    private static final int TIMES = 8;
    private static final Cells<SharedLock> LOCKS = Cells.of(SharedLock.class, CellType.LOCK, 1);
    private static final Cells<SharedLongArray> PLAIN = Cells.plain();

    private LockProofs() {}

    /** A plain counter, changed under the lock. */
    private static final class Counter {
        private final SharedLock lock = LOCKS.next();
        private final MemorySegment count = PLAIN.nextMemory();

        int get() {
            return count.get(ValueLayout.JAVA_INT, 0);
        }

        /** Returns what it was. */
        int increment() {
            int before = get();
            count.set(ValueLayout.JAVA_INT, 0, before + 1);
            return before;
        }
    }

    /** Two that lock, again and again. */
    @JCStressTest
    @Outcome(id = "16", expect = ACCEPTABLE, desc = "each saw what the other did")
    @Outcome(expect = FORBIDDEN, desc = "both at once, or not seen")
    @State
    public static class Exclusion {
        private final Rendezvous meeting = new Rendezvous();
        private final Counter counter = new Counter();

        @Actor
        public void one() {
            meeting.await();
            count();
        }

        @Actor
        public void two() {
            meeting.await();
            count();
        }

        private void count() {
            for (int i = 0; i < TIMES; i++) {
                counter.lock.lock();
                counter.increment();
                counter.lock.unlock();
            }
        }

        @Arbiter
        public void after(I_Result result) {
            result.r1 = counter.get();
        }
    }

    /** One takes it if it is free; what was done under it is seen. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "one, then two")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "two, then one")
    @Outcome(id = "(-1, 0)|(0, -1)", expect = ACCEPTABLE_INTERESTING, desc = "was not free")
    @Outcome(expect = FORBIDDEN, desc = "both at once, or not seen")
    @State
    public static class TryLock {
        private final Rendezvous meeting = new Rendezvous();
        private final Counter counter = new Counter();

        @Actor
        public void one(II_Result result) {
            meeting.await();
            result.r1 = tryIncrement();
        }

        @Actor
        public void two(II_Result result) {
            meeting.await();
            result.r2 = tryIncrement();
        }

        private int tryIncrement() {
            if (!counter.lock.tryLock()) {
                return -1;
            }
            int before = counter.increment();
            counter.lock.unlock();
            return before;
        }
    }

    /** One holds it until the other sleeps, or is about to: it is woken, always. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "handed over")
    @Outcome(expect = FORBIDDEN, desc = "both at once, or not seen")
    @State
    public static class HandOver {
        private final Rendezvous meeting = new Rendezvous();
        private static final int SPINS = 1000;
        private final Counter counter = new Counter();

        @Actor
        public void one() {
            meeting.await();
            holdLong();
        }

        @Actor
        public void two() {
            meeting.await();
            holdLong();
        }

        private void holdLong() {
            counter.lock.lock();
            for (int i = 0; i < SPINS; i++) {
                Thread.onSpinWait();
            }
            counter.increment();
            counter.lock.unlock();
        }

        @Arbiter
        public void after(I_Result result) {
            result.r1 = counter.get();
        }
    }

    /** Held twice by one thread, it is not free after one unlock. */
    @JCStressTest
    @Outcome(id = "2, -1", expect = ACCEPTABLE, desc = "was not free")
    @Outcome(id = "2, [02]", expect = ACCEPTABLE, desc = "before, or after")
    @Outcome(expect = FORBIDDEN, desc = "in the middle")
    @State
    public static class Reentrance {
        private final Rendezvous meeting = new Rendezvous();
        private final Counter counter = new Counter();

        @Actor
        public void twice(II_Result result) {
            meeting.await();
            counter.lock.lock();
            counter.lock.lock();
            counter.increment();
            counter.lock.unlock();
            counter.increment();
            result.r1 = counter.get();
            counter.lock.unlock();
        }

        @Actor
        public void look(II_Result result) {
            meeting.await();
            result.r2 = -1;
            if (counter.lock.tryLock()) {
                result.r2 = counter.get();
                counter.lock.unlock();
            }
        }
    }
}
