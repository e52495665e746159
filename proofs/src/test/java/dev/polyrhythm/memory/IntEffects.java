package dev.polyrhythm.memory;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.polyrhythm.memory.internal.cell.CellType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** A {@link SharedInt} has the memory effects of a volatile variable. */
public final class IntEffects {
    private static final Cells<SharedInt> CELLS = Cells.of(SharedInt.class, CellType.INT, 1);
    private static final Cells<SharedLongArray> PLAIN = Cells.plain();

    private IntEffects() {}

    /**
     * What was written before a set is seen after the get that reads it, also by a reader that has
     * looked at it before.
     */
    @JCStressTest
    @Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "too early")
    @Outcome(id = "0, [01], 1", expect = ACCEPTABLE, desc = "the data, not yet the flag")
    @Outcome(id = "1, [01], 1", expect = ACCEPTABLE_INTERESTING, desc = "published")
    @Outcome(expect = FORBIDDEN, desc = "the flag, without the data")
    @State
    public static class Publish {
        private final Rendezvous meeting = new Rendezvous();
        private final SharedInt flag = CELLS.next();
        private final MemorySegment data = PLAIN.nextMemory();

        @Actor
        public void writer() {
            meeting.await();
            data.set(ValueLayout.JAVA_INT, 0, 1);
            flag.set(1);
        }

        @Actor
        public void reader(III_Result result) {
            meeting.await();
            result.r2 = data.get(ValueLayout.JAVA_INT, 0);
            result.r1 = flag.get();
            result.r3 = data.get(ValueLayout.JAVA_INT, 0);
        }
    }

    /** Of two that set their own and then get the other's, one at least sees the other. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the second sees the first")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the first sees the second")
    @Outcome(id = "1, 1", expect = ACCEPTABLE_INTERESTING, desc = "each sees the other")
    @Outcome(expect = FORBIDDEN, desc = "none sees the other")
    @State
    public static class StoreThenLoad {
        private final Rendezvous meeting = new Rendezvous();
        private final SharedInt first = CELLS.next();
        private final SharedInt second = CELLS.next();

        @Actor
        public void one(II_Result result) {
            meeting.await();
            first.set(1);
            result.r1 = second.get();
        }

        @Actor
        public void two(II_Result result) {
            meeting.await();
            second.set(1);
            result.r2 = first.get();
        }
    }
}
