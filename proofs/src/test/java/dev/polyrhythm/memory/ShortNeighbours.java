package dev.polyrhythm.memory;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.polyrhythm.memory.internal.cell.CellType;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIIIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;

/** Elements of a {@link SharedShortArray} that share an int do not disturb each other. */
public final class ShortNeighbours {
    private static final Cells<SharedShortArray> CELLS =
            Cells.of(SharedShortArray.class, CellType.SHORT_ARRAY, 2);

    private ShortNeighbours() {}

    /** Two neighbours are added to. */
    @JCStressTest
    @Outcome(id = "0, 0, 0, 0, -1, 1", expect = ACCEPTABLE, desc = "both")
    @Outcome(expect = FORBIDDEN, desc = "a neighbour's was lost")
    @State
    public static class AddBoth {
        private final Rendezvous meeting = new Rendezvous();
        private final SharedShortArray values = CELLS.next();

        @Actor
        public void first(IIIIII_Result result) {
            meeting.await();
            result.r1 = values.getAndAdd(0, (short) 1);
            result.r2 = values.getAndAdd(0, (short) -2) - 1;
        }

        @Actor
        public void second(IIIIII_Result result) {
            meeting.await();
            result.r3 = values.getAndAdd(1, (short) -1);
            result.r4 = values.getAndAdd(1, (short) 2) + 1;
        }

        @Arbiter
        public void after(IIIIII_Result result) {
            result.r5 = values.get(0);
            result.r6 = values.get(1);
        }
    }

    /** One is added to, its neighbour set. */
    @JCStressTest
    @Outcome(id = "0, 1, 7", expect = ACCEPTABLE, desc = "both")
    @Outcome(expect = FORBIDDEN, desc = "a neighbour's was lost")
    @State
    public static class AddAndSet {
        private final Rendezvous meeting = new Rendezvous();
        private final SharedShortArray values = CELLS.next();

        @Actor
        public void add(III_Result result) {
            meeting.await();
            result.r1 = values.getAndAdd(0, (short) 1);
        }

        @Actor
        public void set() {
            meeting.await();
            values.set(1, (short) 7);
        }

        @Arbiter
        public void after(III_Result result) {
            result.r2 = values.get(0);
            result.r3 = values.get(1);
        }
    }
}
