package dev.polyrhythm.memory;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.polyrhythm.memory.internal.cell.CellType;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;
import org.openjdk.jcstress.infra.results.ZZJ_Result;

/** A {@link SharedLong} changes in single steps. */
public final class LongSteps {
    private static final Cells<SharedLong> CELLS = Cells.of(SharedLong.class, CellType.LONG, 1);

    private LongSteps() {}

    /** Of two that add, each sees another value before, and none is lost. */
    @JCStressTest
    @Outcome(id = "0, 1, 3", expect = ACCEPTABLE, desc = "one, then two")
    @Outcome(id = "2, 0, 3", expect = ACCEPTABLE, desc = "two, then one")
    @Outcome(expect = FORBIDDEN, desc = "lost")
    @State
    public static class Add {
        private final Rendezvous meeting = new Rendezvous();
        private final SharedLong value = CELLS.next();

        @Actor
        public void one(JJJ_Result result) {
            meeting.await();
            result.r1 = value.getAndAdd(1);
        }

        @Actor
        public void two(JJJ_Result result) {
            meeting.await();
            result.r2 = value.getAndAdd(2);
        }

        @Arbiter
        public void after(JJJ_Result result) {
            result.r3 = value.get();
        }
    }

    /** Of two updates, one sees what the other made. */
    @JCStressTest
    @Outcome(id = "1, 3, 3", expect = ACCEPTABLE, desc = "one, then two")
    @Outcome(id = "3, 2, 3", expect = ACCEPTABLE, desc = "two, then one")
    @Outcome(expect = FORBIDDEN, desc = "lost")
    @State
    public static class Update {
        private final Rendezvous meeting = new Rendezvous();
        private final SharedLong value = CELLS.next();

        @Actor
        public void one(JJJ_Result result) {
            meeting.await();
            result.r1 = value.update(before -> before + 1);
        }

        @Actor
        public void two(JJJ_Result result) {
            meeting.await();
            result.r2 = value.update(before -> before + 2);
        }

        @Arbiter
        public void after(JJJ_Result result) {
            result.r3 = value.get();
        }
    }

    /** Of two that expect the same value, one wins. */
    @JCStressTest
    @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "the first")
    @Outcome(id = "false, true, 2", expect = ACCEPTABLE, desc = "the second")
    @Outcome(expect = FORBIDDEN, desc = "both, or none")
    @State
    public static class CompareAndSet {
        private final Rendezvous meeting = new Rendezvous();
        private final SharedLong value = CELLS.next();

        @Actor
        public void one(ZZJ_Result result) {
            meeting.await();
            result.r1 = value.compareAndSet(0, 1);
        }

        @Actor
        public void two(ZZJ_Result result) {
            meeting.await();
            result.r2 = value.compareAndSet(0, 2);
        }

        @Arbiter
        public void after(ZZJ_Result result) {
            result.r3 = value.get();
        }
    }
}
