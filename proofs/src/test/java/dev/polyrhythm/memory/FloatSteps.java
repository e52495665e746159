package dev.polyrhythm.memory;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.polyrhythm.memory.internal.cell.CellType;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.FFF_Result;

/** A {@link SharedFloat} changes in single steps. */
public final class FloatSteps {
    private static final Cells<SharedFloat> CELLS = Cells.of(SharedFloat.class, CellType.FLOAT, 1);

    private FloatSteps() {}

    /** Of two that add, each sees another value before, and none is lost. */
    @JCStressTest
    @Outcome(id = "0.0, 1.0, 3.0", expect = ACCEPTABLE, desc = "one, then two")
    @Outcome(id = "2.0, 0.0, 3.0", expect = ACCEPTABLE, desc = "two, then one")
    @Outcome(expect = FORBIDDEN, desc = "lost")
    @State
    public static class Add {
        private final Rendezvous meeting = new Rendezvous();
        private final SharedFloat value = CELLS.next();

        @Actor
        public void one(FFF_Result result) {
            meeting.await();
            result.r1 = value.getAndAdd(1);
        }

        @Actor
        public void two(FFF_Result result) {
            meeting.await();
            result.r2 = value.getAndAdd(2);
        }

        @Arbiter
        public void after(FFF_Result result) {
            result.r3 = value.get();
        }
    }

    /** Of two updates, one sees what the other made. */
    @JCStressTest
    @Outcome(id = "1.0, 3.0, 3.0", expect = ACCEPTABLE, desc = "one, then two")
    @Outcome(id = "3.0, 2.0, 3.0", expect = ACCEPTABLE, desc = "two, then one")
    @Outcome(expect = FORBIDDEN, desc = "lost")
    @State
    public static class Update {
        private final Rendezvous meeting = new Rendezvous();
        private final SharedFloat value = CELLS.next();

        @Actor
        public void one(FFF_Result result) {
            meeting.await();
            result.r1 = value.update(before -> before + 1);
        }

        @Actor
        public void two(FFF_Result result) {
            meeting.await();
            result.r2 = value.update(before -> before + 2);
        }

        @Arbiter
        public void after(FFF_Result result) {
            result.r3 = value.get();
        }
    }
}
