package dev.polyrhythm.memory;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A {@link SharedQueue} that is not full is linearizable. (One that is full can refuse an item
 * although another thread has just taken one: that thread is not done with the place.)
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class QueueLincheckTest {
    @Test
    void queue_usedByThreads_isAsIfOneAfterTheOther() {
        new StressOptions()
                .iterations(20)
                .invocationsPerIteration(300)
                .threads(2)
                .actorsPerThread(4)
                .actorsBefore(0) // these and those after run in one thread under many numbers
                .actorsAfter(0)
                .sequentialSpecification(Specification.class)
                .check(Shared.class);
    }

    /** The queue, emptied for each run. */
    public static class Shared {
        private static final Slots<SharedQueue<Integer>> QUEUES =
                new Slots<>(() -> SharedQueue.create(16, 1024));
        private final SharedQueue<Integer> queue = QUEUES.next();

        public Shared() {
            queue.clear();
        }

        @Operation
        public boolean offer(@Param(gen = IntGen.class, conf = "1:9") int item) {
            return queue.offer(item);
        }

        @Operation
        public @Nullable Integer poll() {
            return queue.poll();
        }

        @Operation
        public @Nullable Integer peek() {
            return queue.peek();
        }
    }

    /** What it does, in one thread. */
    public static class Specification {
        private final Queue<Integer> queue = new ArrayDeque<>();

        public boolean offer(int item) {
            return queue.offer(item);
        }

        public @Nullable Integer poll() {
            return queue.poll();
        }

        public @Nullable Integer peek() {
            return queue.peek();
        }
    }
}
