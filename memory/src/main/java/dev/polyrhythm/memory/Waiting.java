package dev.polyrhythm.memory;

import dev.polyrhythm.memory.spi.Region;
import dev.polyrhythm.nativeio.Futex;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.LockSupport;

/**
 * One step of waiting for a word of shared memory to change, and waking who waits. A step is
 * bounded, so that who waits can look after interrupts, limits and the death of others: a few
 * milliseconds in the kernel, or a fraction of one by parking where the kernel cannot be used,
 * because this process or another one has no native access, or because the thread is virtual and
 * must not hold its carrier.
 */
final class Waiting {
    private static final long KERNEL_STEP_NANOS = 5_000_000;
    private static final long PARK_STEP_NANOS = 200_000;

    private Waiting() {}

    /**
     * Returns when the word was changed and its waiters woken, after the step, or for no reason.
     *
     * @param word an aligned int
     * @param expected what it was when the caller decided to wait
     * @param limitNanos not to wait for longer than this
     */
    static void step(MemorySegment word, int expected, long limitNanos) {
        if (limitNanos <= 0) {
            return;
        }
        if (canUseKernel()) {
            Futex.await(word, expected, Math.min(limitNanos, KERNEL_STEP_NANOS));
        } else {
            LockSupport.parkNanos(Math.min(limitNanos, PARK_STEP_NANOS));
        }
    }

    private static boolean canUseKernel() {
        return Futex.isAvailable()
                && Region.current().allCanWake()
                && !Thread.currentThread().isVirtual();
    }

    /** Wakes threads that wait in the kernel; the others look by themselves. */
    static void wake(MemorySegment word, int count) {
        if (Futex.isAvailable()) {
            Futex.wake(word, count);
        }
    }
}
