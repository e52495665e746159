package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.cell.CellType;
import dev.polyrhythm.memory.internal.owner.HoldCounter;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A {@link SharedLock} is linearizable: its threads see what they would see, would one step be done
 * after the other. Stress, as the model checker cannot look into mapped memory.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
public class LockLincheckTest {
    @Test
    void lock_usedByThreads_isAsIfOneAfterTheOther() {
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

    /** The lock, made anew for each run. */
    public static class Shared {
        private static final Cells<SharedLock> LOCKS = Cells.of(SharedLock.class, CellType.LOCK, 1);
        private final SharedLock lock = LOCKS.next();

        /** Nobody holds it, whoever did in an earlier run. */
        public Shared() {
            HoldCounter.of(lock.handle()).endAll();
        }

        @Operation
        public boolean tryLock(@Param(gen = ThreadIdGen.class) int thread) {
            return lock.tryLock();
        }

        @Operation
        public boolean unlock(@Param(gen = ThreadIdGen.class) int thread) {
            try {
                lock.unlock();
                return true;
            } catch (IllegalMonitorStateException e) {
                return false;
            }
        }

        @Operation
        public boolean isMine(@Param(gen = ThreadIdGen.class) int thread) {
            return lock.isHeldByCurrentThread();
        }
    }

    /** What it does, in one thread. */
    public static class Specification {
        private int owner = -1;
        private int count;

        public boolean tryLock(int thread) {
            if (count > 0 && owner != thread) {
                return false;
            }
            owner = thread;
            count++;
            return true;
        }

        public boolean unlock(int thread) {
            if (!isMine(thread)) {
                return false;
            }
            count--;
            return true;
        }

        public boolean isMine(int thread) {
            return count > 0 && owner == thread;
        }
    }
}
