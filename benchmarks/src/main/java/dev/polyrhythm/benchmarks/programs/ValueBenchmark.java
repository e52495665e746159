package dev.polyrhythm.benchmarks.programs;

import dev.polyrhythm.memory.SharedInt;
import dev.polyrhythm.memory.SharedLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Operations on one uncontended value and one uncontended lock. */
@State(Scope.Thread)
public class ValueBenchmark {
    private static final int STEPS = 1000;

    private final SharedInt value = SharedInt.create(0);
    private final SharedLock lock = SharedLock.create();
    private int expected;

    /** Adds one. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public void add() {
        expected += STEPS;
        for (int i = 0; i < STEPS; i++) {
            int ignored = value.getAndAdd(1);
        }
    }

    /** Locks, adds one in two steps, unlocks. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public void lockAndIncrement() {
        expected += STEPS;
        for (int i = 0; i < STEPS; i++) {
            lock.lock();
            try {
                value.set(value.get() + 1);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Locks and unlocks. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    @SuppressWarnings("LockNotBeforeTry") // there is nothing between them
    public void lock() {
        for (int i = 0; i < STEPS; i++) {
            lock.lock();
            lock.unlock();
        }
    }

    /** Checks that no increment was lost. */
    @TearDown
    public void verify() {
        Figure.verify("value", expected, value.get());
        Figure.verify("acquired once more", 1, lock.tryLock() ? 1 : 0);
        lock.unlock();
        Figure.verify("held after that", 0, lock.isHeldByCurrentThread() ? 1 : 0);
    }
}
