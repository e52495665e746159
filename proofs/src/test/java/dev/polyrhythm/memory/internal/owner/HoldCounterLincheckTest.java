package dev.polyrhythm.memory.internal.owner;

import dev.polyrhythm.memory.LockLincheckTest;
import dev.polyrhythm.memory.SharedLock;
import dev.polyrhythm.memory.internal.region.Block;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * {@link HoldCounter}, which is on the heap, in all orders of its steps, with a word that is taken
 * and given back as {@link SharedLock} does it.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HoldCounterLincheckTest {
    @Test
    void holding_inAnyOrderOfSteps_isAsIfOneAfterTheOther() {
        new ModelCheckingOptions()
                .iterations(20)
                .invocationsPerIteration(300)
                .threads(2)
                .actorsPerThread(4)
                .actorsBefore(0) // these and those after run in one thread under many numbers
                .actorsAfter(0)
                .sequentialSpecification(LockLincheckTest.Specification.class)
                .check(Model.class);
    }

    /** A lock whose word is on the heap. */
    public static class Model {
        private static final AtomicInteger NUMBER = new AtomicInteger();
        private final AtomicInteger word = new AtomicInteger();
        private final HoldCounter holding =
                HoldCounter.of(new Block.Handle("model", "lock", NUMBER.getAndIncrement(), 1));

        @Operation
        public boolean tryLock(@Param(gen = ThreadIdGen.class) int thread) {
            if (holding.isMine()) {
                holding.again();
                return true;
            }
            if (!word.compareAndSet(0, 1)) {
                return false;
            }
            holding.begin();
            return true;
        }

        @Operation
        public boolean unlock(@Param(gen = ThreadIdGen.class) int thread) {
            if (!holding.isMine()) {
                return false;
            }
            if (holding.end()) {
                word.set(0);
            }
            return true;
        }

        @Operation
        public boolean isMine(@Param(gen = ThreadIdGen.class) int thread) {
            return holding.isMine();
        }
    }
}
