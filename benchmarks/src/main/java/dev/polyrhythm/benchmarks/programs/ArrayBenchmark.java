package dev.polyrhythm.benchmarks.programs;

import dev.polyrhythm.memory.SharedFloatArray;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A million floats into shared memory, and out of it. */
@State(Scope.Thread)
public class ArrayBenchmark {
    private static final int LENGTH = 1_000_000;

    private final SharedFloatArray array = SharedFloatArray.create(LENGTH);
    private final float[] source = new float[LENGTH];

    private final float[] target = new float[LENGTH];

    /** Fills the array so that all elements differ from their neighbours. */
    public ArrayBenchmark() {
        for (int i = 0; i < LENGTH; i++) {
            source[i] = i;
        }
        array.setAll(0, source);
        array.getAll(0, target);
    }

    /** Copies from the heap into shared memory. */
    @Benchmark
    public void in() {
        array.setAll(0, source);
    }

    /** Copies from shared memory into an existing array. */
    @Benchmark
    public void out() {
        array.getAll(0, target);
    }

    /**
     * Copies from shared memory into a new array.
     *
     * @return the array
     */
    @Benchmark
    public float[] outNew() {
        return array.toArray();
    }

    /** Checks that all elements have arrived. */
    @TearDown
    public void verify() {
        if (!Arrays.equals(source, array.toArray()) || !Arrays.equals(source, target)) {
            throw new IllegalStateException("the elements differ");
        }
    }
}
