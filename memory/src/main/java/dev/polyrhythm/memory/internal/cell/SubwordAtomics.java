package dev.polyrhythm.memory.internal.cell;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * Atomic addition to a byte or short, which the JDK offers for ints at the smallest: by compare and
 * set of the aligned int around it. A plain store to a neighbour in between makes it try again.
 */
public final class SubwordAtomics {
    private static final VarHandle INT = JAVA_INT.varHandle();

    private SubwordAtomics() {}

    /** Adds to the element of so many bits at an offset; returns it as it was, sign-extended. */
    public static int getAndAdd(MemorySegment segment, long byteOffset, int bits, int delta) {
        long aligned = byteOffset & -Integer.BYTES;
        int shift = (int) (byteOffset - aligned) * Byte.SIZE;
        int mask = ((1 << bits) - 1) << shift;
        while (true) {
            int before = (int) INT.getVolatile(segment, aligned);
            int element = before << (Integer.SIZE - bits - shift) >> (Integer.SIZE - bits);
            int after = (before & ~mask) | ((element + delta) << shift & mask);
            if (INT.compareAndSet(segment, aligned, before, after)) {
                return element;
            }
        }
    }
}
