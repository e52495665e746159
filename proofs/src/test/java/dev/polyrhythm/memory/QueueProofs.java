package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.polyrhythm.memory.internal.codec.ValueCodec;
import java.lang.reflect.Field;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** What threads do at the same time with a {@link SharedQueue}. */
public final class QueueProofs {
    private static final int CAPACITY = 2;
    private static final int BYTES = 1024;

    private QueueProofs() {}

    private static void put(SharedQueue<Integer> queue, int item) {
        try {
            queue.put(item);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int take(SharedQueue<Integer> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Who waits for room or for an item is woken, always. */
    @JCStressTest
    @Outcome(id = "8, 8", expect = ACCEPTABLE, desc = "all, in order")
    @Outcome(expect = FORBIDDEN, desc = "lost, taken twice, or out of order")
    @State
    public static class Wait {
        private final Rendezvous meeting = new Rendezvous();
        private static final int ITEMS = 8;
        private static final Slots<SharedQueue<Integer>> QUEUES =
                new Slots<>(() -> SharedQueue.create(CAPACITY, BYTES));
        private final SharedQueue<Integer> queue = QUEUES.next();

        @Actor
        public void putter(II_Result result) {
            meeting.await();
            for (int i = 0; i < ITEMS; i++) {
                put(queue, i);
            }
            result.r1 = ITEMS;
        }

        @Actor
        public void taker(II_Result result) {
            meeting.await();
            for (int i = 0; i < ITEMS; i++) {
                result.r2 += take(queue) == i ? 1 : 0;
            }
        }
    }

    /** What was put in spite of a close is there for who takes until the end. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "closed before")
    @Outcome(id = "1, 1", expect = ACCEPTABLE_INTERESTING, desc = "put, and taken")
    @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "put, and lost")
    @Outcome(id = "0, 1", expect = FORBIDDEN, desc = "refused, and taken")
    @State
    public static class CloseAndPut {
        private final Rendezvous meeting = new Rendezvous();
        private static final Slots<Reopened> QUEUES = new Slots<>(Reopened::new);
        private final SharedQueue<Integer> queue = QUEUES.next().open();

        @Actor
        public void putter(II_Result result) {
            meeting.await();
            try {
                put(queue, 1);
                result.r1 = 1;
            } catch (ClosedException e) {
                result.r1 = 0;
            }
        }

        @Actor
        public void closer(II_Result result) {
            meeting.await();
            queue.close();
            try {
                while (true) {
                    result.r2 += take(queue);
                }
            } catch (ClosedException e) {
                // that was the last one
            }
        }
    }

    /**
     * A queue that can be opened again, which no program can do: its memory is not freed, as one
     * item, of another process, is never done.
     */
    private static final class Reopened {
        private static final long LIFE = 4; // see QueueMemory
        private final SharedQueue<Integer> queue = SharedQueue.create(CAPACITY, BYTES);
        private final QueueMemory memory = memory(queue);

        Reopened() {
            put(queue, 0);
            take(queue);
            LocalQueue other = TwoProcesses.other(memory);
            other.append(ValueCodec.encode(0));
            other.take(false);
        }

        private static QueueMemory memory(SharedQueue<?> queue) {
            try {
                Field field = SharedQueue.class.getDeclaredField("memory");
                field.setAccessible(true);
                return (QueueMemory) field.get(queue);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }

        SharedQueue<Integer> open() {
            memory.data.set(JAVA_INT, LIFE, 0);
            queue.clear();
            return queue;
        }
    }
}
