package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.polyrhythm.memory.internal.cell.CellType;
import java.lang.foreign.MemorySegment;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** A {@link SharedRecord} is never torn, and never goes back. */
public final class RecordProofs {
    private static final int SETS = 8;
    private static final int GETS = 32;
    private static final Slots<SharedRecord<Wide>> RECORDS =
            new Slots<>(() -> SharedRecord.create(Wide.of(0)));

    private RecordProofs() {}

    /** Its components are the same; reading the last one of a bad record kills the writer. */
    record Wide(int a, int b, int c, int d, int e, int f, int g, int h) {
        static final int DEADLY = -1;

        static Wide of(int value) {
            return new Wide(value, value, value, value, value, value, value, value);
        }

        /** One whose writer is killed before the last component is written. */
        static Wide deadly(int value) {
            return new Wide(value, value, value, value, value, value, value, DEADLY);
        }

        @Override
        public int h() {
            if (h == DEADLY) {
                throw new IllegalStateException("killed");
            }
            return h;
        }

        boolean isTorn() {
            return !equals(of(a));
        }
    }

    private static SharedRecord<Wide> zero() {
        SharedRecord<Wide> record = RECORDS.next();
        record.set(Wide.of(0));
        return record;
    }

    private static void setAfter(SharedRecord<Wide> record, int before) {
        for (int i = 1; i <= SETS; i++) {
            record.set(Wide.of(before + i));
        }
    }

    /** What a reader has seen. */
    private static final class Sight {
        private int last;
        private boolean torn;
        private boolean between;
        private boolean wentBack;

        /** Reads again and again, while one writer counts up to the end. */
        void read(SharedRecord<Wide> record, int end) {
            for (int i = 0; i < GETS && last < end; i++) {
                Wide seen = record.get();
                torn |= seen.isTorn();
                between |= seen.a() > 0 && seen.a() < end;
                wentBack |= seen.a() < last;
                last = seen.a();
            }
        }
    }

    /** A reader beside one writer. */
    @JCStressTest
    @Outcome(id = "false, false, false", expect = ACCEPTABLE, desc = "not at the same time")
    @Outcome(id = "true, false, false", expect = ACCEPTABLE_INTERESTING, desc = "meanwhile")
    @Outcome(expect = FORBIDDEN, desc = "torn, or an older one after a newer")
    @State
    public static class OneWriter {
        private final Rendezvous meeting = new Rendezvous();
        private final SharedRecord<Wide> record = zero();

        @Actor
        public void writer() {
            meeting.await();
            setAfter(record, 0);
        }

        @Actor
        public void reader(ZZZ_Result result) {
            meeting.await();
            Sight sight = new Sight();
            sight.read(record, SETS);
            result.r1 = sight.between;
            result.r2 = sight.torn;
            result.r3 = sight.wentBack;
        }
    }

    /** A writer is killed in the middle, the next writer follows; the reader sees neither. */
    @JCStressTest
    @Outcome(id = "false, false, false", expect = ACCEPTABLE, desc = "not at the same time")
    @Outcome(id = "true, false, false", expect = ACCEPTABLE_INTERESTING, desc = "meanwhile")
    @Outcome(expect = FORBIDDEN, desc = "torn, or an older one after a newer")
    @State
    public static class KilledWriter {
        private final Rendezvous meeting = new Rendezvous();
        private static final int DEATH = SETS / 2 - 1; // so that the last is set in the same slot
        private final SharedRecord<Wide> record = zero();

        @Actor
        public void writer() {
            meeting.await();
            for (int i = 1; i <= SETS; i++) {
                record.set(Wide.of(i));
                if (i == DEATH) {
                    setAndDie(i + 1);
                }
            }
        }

        private void setAndDie(int value) {
            try {
                record.set(Wide.deadly(value));
            } catch (IllegalArgumentException e) {
                // the slot stays odd, and half written
            }
        }

        @Actor
        public void reader(ZZZ_Result result) {
            meeting.await();
            Sight sight = new Sight();
            sight.read(record, SETS);
            result.r1 = sight.between;
            result.r2 = sight.torn;
            result.r3 = sight.wentBack;
        }
    }

    /** A reader that is slower than the writer is overtaken, and never has a mixture. */
    @JCStressTest
    @Outcome(id = "false, false, false", expect = ACCEPTABLE, desc = "not at the same time")
    @Outcome(id = "true, false, false", expect = ACCEPTABLE_INTERESTING, desc = "meanwhile")
    @Outcome(expect = FORBIDDEN, desc = "torn, or an older one after a newer")
    @State
    public static class SlowReader {
        private final Rendezvous meeting = new Rendezvous();
        private static final int WORDS = 512;
        private static final byte TORN = -1;
        private static final Slots<Seqlock> ALL =
                new Slots<>(() -> Seqlock.create(CellType.RECORD, WORDS * Long.BYTES));
        private final Seqlock slots = ALL.next();

        /** Of zeros. */
        public SlowReader() {
            set((byte) 0);
        }

        private byte set(byte value) {
            return slots.exclusively(() -> {
                slots.write(contents -> contents.fill(value));
                return value;
            });
        }

        @Actor
        public void writer() {
            meeting.await();
            for (byte i = 1; i <= SETS; i++) {
                set(i);
            }
        }

        @Actor
        public void reader(ZZZ_Result result) {
            meeting.await();
            byte last = 0;
            for (int i = 0; i < GETS && last < SETS; i++) {
                byte seen = slots.read(SlowReader::valueOf);
                result.r1 |= seen > 0 && seen < SETS;
                result.r2 |= seen == TORN;
                result.r3 |= seen < last;
                last = seen;
            }
        }

        private static byte valueOf(MemorySegment contents) {
            long first = contents.getAtIndex(JAVA_LONG, 0);
            boolean torn = false;
            for (int i = 1; i < WORDS; i++) {
                torn |= contents.getAtIndex(JAVA_LONG, i) != first;
            }
            return torn ? TORN : (byte) first;
        }
    }

    /** Two writers count, each reads in between: no count is lost, none goes back. */
    @JCStressTest
    @Outcome(id = "false, false, 16", expect = ACCEPTABLE, desc = "all counted")
    @Outcome(expect = FORBIDDEN, desc = "torn, went back, or lost")
    @State
    public static class TwoWriters {
        private final Rendezvous meeting = new Rendezvous();
        private final SharedRecord<Wide> record = zero();

        @Actor
        public void one(ZZI_Result result) {
            meeting.await();
            result.r1 = isFaulty();
        }

        @Actor
        public void two(ZZI_Result result) {
            meeting.await();
            result.r2 = isFaulty();
        }

        private boolean isFaulty() {
            Sight sight = new Sight();
            for (int i = 0; i < SETS; i++) {
                Wide made = record.update(before -> Wide.of(before.a() + 1));
                sight.wentBack |= made.a() <= sight.last;
                sight.last = made.a();
                sight.read(record, 2 * SETS);
            }
            return sight.torn || sight.wentBack;
        }

        @Arbiter
        public void after(ZZI_Result result) {
            result.r3 = record.get().a();
        }
    }
}
