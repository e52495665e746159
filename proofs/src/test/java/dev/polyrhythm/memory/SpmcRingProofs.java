package dev.polyrhythm.memory;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.polyrhythm.memory.internal.ring.SpmcRing;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZII_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** What threads and processes do at the same time with a {@link SpmcRing}. */
public final class SpmcRingProofs {
    private static final int CAPACITY = 4;
    private static final Slots<TwoProcesses> QUEUES = TwoProcesses.slots(CAPACITY);

    private SpmcRingProofs() {}

    /** A queue with so many items of the first process. */
    private static TwoProcesses filled(int items) {
        TwoProcesses queue = QUEUES.next().emptied();
        for (int i = 0; i < items; i++) {
            queue.put(queue.first);
        }
        return queue;
    }

    /** Takes an item, and looks at it. What was taken, or null; counts the faulty. */
    private static final class Taker {
        int taken;
        boolean faulty;
        private long last = -1;

        boolean take(LocalQueue process) {
            SpmcRing.Place place = process.take(false);
            if (place == null) {
                return false;
            }
            faulty |= !TwoProcesses.isWhole(place.ring().read(place.item()), place.item());
            faulty |= place.item() <= last;
            last = place.item();
            place.ring().finish(place.item());
            taken++;
            return true;
        }
    }

    /** Who takes an item reads what was put; in order, each once. */
    @JCStressTest
    @Outcome(id = "false, 0, 12", expect = ACCEPTABLE, desc = "one after the other")
    @Outcome(id = "false, .*, 12", expect = ACCEPTABLE_INTERESTING, desc = "at the same time")
    @Outcome(expect = FORBIDDEN, desc = "torn, stale, out of order, lost, or taken twice")
    @State
    public static class PutAndTake {
        private final Rendezvous meeting = new Rendezvous();
        private static final int TRIES = 100;
        private static final int ITEMS = 12;
        private final TwoProcesses queue = filled(0);
        private int put;

        @Actor
        public void putter() {
            meeting.await();
            for (int i = 0; i < TRIES && put < ITEMS; i++) {
                put += queue.put(queue.first) ? 1 : 0;
            }
        }

        @Actor
        public void taker(ZII_Result result) {
            meeting.await();
            Taker taker = new Taker();
            for (int i = 0; i < TRIES && taker.taken < ITEMS; i++) {
                taker.take(queue.second);
            }
            result.r1 = taker.faulty;
            result.r2 = taker.taken;
        }

        @Arbiter
        public void after(ZII_Result result) {
            result.r3 = result.r2 + queue.drain() + (ITEMS - put);
        }
    }

    /** Of two that take, each item goes to one. */
    @JCStressTest
    @Outcome(id = "4, 0", expect = ACCEPTABLE, desc = "all to one")
    @Outcome(id = "0, 4", expect = ACCEPTABLE, desc = "all to the other")
    @Outcome(id = "(1, 3)|(2, 2)|(3, 1)", expect = ACCEPTABLE_INTERESTING, desc = "some to each")
    @Outcome(expect = FORBIDDEN, desc = "torn, out of order, lost, or taken twice")
    @State
    public static class TwoTakers {
        private final Rendezvous meeting = new Rendezvous();
        private final TwoProcesses queue = filled(4);

        @Actor
        public void one(II_Result result) {
            meeting.await();
            result.r1 = takeAll(queue.first);
        }

        @Actor
        public void two(II_Result result) {
            meeting.await();
            result.r2 = takeAll(queue.second);
        }

        private static int takeAll(LocalQueue process) {
            Taker taker = new Taker();
            while (taker.take(process)) {
                // all that are left
            }
            return taker.faulty ? -1 : taker.taken;
        }
    }

    /** Of one that takes and one that removes, each item goes to one. */
    @JCStressTest
    @Outcome(id = "4, 0", expect = ACCEPTABLE, desc = "all taken")
    @Outcome(id = "0, 4", expect = ACCEPTABLE, desc = "all removed")
    @Outcome(id = "(1, 3)|(2, 2)|(3, 1)", expect = ACCEPTABLE_INTERESTING, desc = "some by each")
    @Outcome(expect = FORBIDDEN, desc = "torn, out of order, lost, or taken twice")
    @State
    public static class TakeAndRemove {
        private final Rendezvous meeting = new Rendezvous();
        private final TwoProcesses queue = filled(4);
        private final SpmcRing ring = queue.ring(queue.first);
        private final long start = ring.head();

        @Actor
        public void taker(II_Result result) {
            meeting.await();
            result.r1 = TwoTakers.takeAll(queue.first);
        }

        @Actor
        public void remover(II_Result result) {
            meeting.await();
            int removed = 0;
            for (long item = start; item < start + 4; item++) {
                removed += ring.remove(item) ? 1 : 0;
            }
            result.r2 = removed;
        }
    }

    /** Who looks at items that others take and replace sees whole ones. */
    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "not at the same time")
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "one was taken meanwhile")
    @Outcome(expect = FORBIDDEN, desc = "torn, or another item's")
    @State
    public static class Peek {
        private final Rendezvous meeting = new Rendezvous();
        private static final int ITEMS = 12;
        private final TwoProcesses queue = filled(4);
        private final SpmcRing ring = queue.ring(queue.first);
        private final long start = ring.head();

        @Actor
        public void replacer() {
            meeting.await();
            Taker taker = new Taker();
            for (int i = 0; i < ITEMS; i++) {
                taker.take(queue.first);
                queue.put(queue.first);
            }
        }

        @Actor
        public void looker(ZZ_Result result) {
            meeting.await();
            boolean all = true;
            boolean faulty = false;
            for (long item = start; item < start + ITEMS; item++) {
                Object seen = ring.peek(item);
                all &= seen != null;
                faulty |= seen != null && !TwoProcesses.isWhole(seen, item);
            }
            result.r1 = all;
            result.r2 = faulty;
        }
    }

    /** Two finish neighbours: the head passes both, so that their place can be used again. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "both are passed")
    @Outcome(expect = FORBIDDEN, desc = "the head stays behind")
    @State
    public static class FinishNeighbours {
        private final Rendezvous meeting = new Rendezvous();
        private final TwoProcesses queue = filled(2);
        private final SpmcRing ring = queue.ring(queue.first);
        private final long one = take();
        private final long two = take();

        private long take() {
            return Objects.requireNonNull(queue.first.take(false)).item();
        }

        @Actor
        public void one() {
            meeting.await();
            ring.finish(one);
        }

        @Actor
        public void two() {
            meeting.await();
            ring.finish(two);
        }

        @Arbiter
        public void after(I_Result result) {
            result.r1 = (int) (ring.tail() - ring.head());
        }
    }

    /** Two processes reach for the last place: it is not given twice. */
    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "to the first")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "to the second")
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "each saw the other")
    @Outcome(id = "true, true", expect = FORBIDDEN, desc = "more items than the capacity")
    @State
    public static class LastPlace {
        private final Rendezvous meeting = new Rendezvous();
        private final TwoProcesses queue = filled(CAPACITY - 1);

        @Actor
        public void first(ZZ_Result result) {
            meeting.await();
            result.r1 = queue.put(queue.first);
        }

        @Actor
        public void second(ZZ_Result result) {
            meeting.await();
            result.r2 = queue.put(queue.second);
        }
    }
}
