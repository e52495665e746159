package dev.polyrhythm.memory;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.polyrhythm.memory.internal.cell.CellType;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.DDD_Result;

/** A {@link SharedDouble} changes in single steps. */
public final class DoubleSteps {
    private static final Cells<SharedDouble> CELLS =
            Cells.of(SharedDouble.class, CellType.DOUBLE, 1);

    private DoubleSteps() {}

    /** Of two that add, each sees another value before, and none is lost. */
    @JCStressTest
    @Outcome(id = "0.0, 1.0, 3.0", expect = ACCEPTABLE, desc = "one, then two")
    @Outcome(id = "2.0, 0.0, 3.0", expect = ACCEPTABLE, desc = "two, then one")
    @Outcome(expect = FORBIDDEN, desc = "lost")
    @State
    public static class Add {
        private final Rendezvous meeting = new Rendezvous();
        private final SharedDouble value = CELLS.next();

        @Actor
        public void one(DDD_Result result) {
            meeting.await();
            result.r1 = value.getAndAdd(1);
        }

        @Actor
        public void two(DDD_Result result) {
            meeting.await();
            result.r2 = value.getAndAdd(2);
        }

        @Arbiter
        public void after(DDD_Result result) {
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
        private final SharedDouble value = CELLS.next();

        @Actor
        public void one(DDD_Result result) {
            meeting.await();
            result.r1 = value.update(before -> before + 1);
        }

        @Actor
        public void two(DDD_Result result) {
            meeting.await();
            result.r2 = value.update(before -> before + 2);
        }

        @Arbiter
        public void after(DDD_Result result) {
            result.r3 = value.get();
        }
    }
}
