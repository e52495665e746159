package dev.polyrhythm.internal.process;

import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * Method references with the shapes of those method handles that the JDK looks up when memory is
 * first accessed by a {@code VarHandle}: in the static initializers of {@code
 * jdk.internal.foreign.Utils} and {@code LayoutPath} of JDK 25.
 *
 * <p>For each shape that is not among the JDK's own, a fresh JVM spins a class, 15 ms for all of
 * them. A start-up cache keeps such classes only for method references of the classes that it was
 * made for, but then they serve every method handle of the same shape. So these are evaluated while
 * it is made, and never again. Shapes that a later JDK does not need do no harm.
 */
final class ForeignMemoryShapes {
    interface LongObjectToObject {
        Object call(long a, Object b);
    }

    interface FourLongsToLong {
        long call(long a, long b, long c, long d);
    }

    interface ObjectLongObjectToVoid {
        void call(Object a, long b, Object c);
    }

    interface Segment {
        Object slice(long a, long b);

        Object slice(long a, Object b);
    }

    interface SegmentLongs {
        Object call(Segment a, long b, long c);
    }

    interface SegmentLongObject {
        Object call(Segment a, long b, Object c);
    }

    /**
     * Not initialized when the cache is made, as the JDK's class is not when it looks itself up.
     */
    private static final class Targets {
        static long toLong(Object a) {
            return 0;
        }

        static Object toObject(long a) {
            return a;
        }

        static Object toObject(long a, Object b) {
            return b;
        }

        static long add(long a, long b) {
            return a + b;
        }

        static long add(long a, long b, long c, long d) {
            return a + b + c + d;
        }

        static void check(Object a, long b, Object c) {}
    }

    private ForeignMemoryShapes() {}

    static List<Object> evaluate() {
        ToLongFunction<Object> toLong = Targets::toLong;
        LongFunction<Object> toObject = Targets::toObject;
        LongObjectToObject withObject = Targets::toObject;
        LongBinaryOperator add = Targets::add;
        FourLongsToLong addFour = Targets::add;
        ObjectLongObjectToVoid check = Targets::check;
        SegmentLongs slice = Segment::slice;
        SegmentLongObject sliceLayout = Segment::slice;
        return List.of(toLong, toObject, withObject, add, addFour, check, slice, sliceLayout);
    }
}
