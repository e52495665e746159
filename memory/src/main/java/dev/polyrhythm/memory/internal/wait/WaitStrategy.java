package dev.polyrhythm.memory.internal.wait;

import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.platform.Futex;
import dev.polyrhythm.platform.FutexSet;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.LockSupport;

/**
 * One step of waiting for a word of shared memory to change, and the wake-up. A step is bounded, so
 * that the caller can check for interrupts, limits and dead processes between steps:
 *
 * <ul>
 *   <li>a platform thread waits some milliseconds in the kernel; an interrupt does not end that
 *       step, it is found after it;
 *   <li>a virtual thread must not hold its carrier: it parks, and {@link WaitProxy} waits for it.
 *       An interrupt ends the step at once. Of those in this process that wait for the same word,
 *       one after the other has a short step, and the others long ones;
 *   <li>where the kernel cannot be used, because this process or another one has no native access,
 *       a platform thread parks for a fraction of a millisecond, and the proxy polls as often.
 * </ul>
 */
public final class WaitStrategy {
    /**
     * Length of a step in the kernel. The proofs set the property to an endless one, so that a lost
     * wake-up, which costs one step otherwise, is a hang.
     */
    private static final long KERNEL_STEP_NANOS =
            Long.getLong("polyrhythm.internal.stepNanos", 5_000_000);

    private static final long LONG_STEP_NANOS = 100_000_000;
    private static final long PARK_STEP_NANOS = 200_000;

    private WaitStrategy() {}

    /**
     * Returns when the word was changed and its waiters woken, after the step, or for no reason.
     *
     * @param word an aligned int
     * @param expected what it was when the caller decided to wait
     * @param limitNanos not to wait for longer than this
     */
    public static void step(MemorySegment word, int expected, long limitNanos) {
        step(word, expected, false, limitNanos);
    }

    /**
     * As {@link #step}, for a word that counts wake-ups each of which is meant for one waiter: the
     * others in this process sleep on.
     *
     * @param word an aligned int, which each wake-up increments by 1
     * @param expected what it was when the caller decided to wait
     * @param limitNanos not to wait for longer than this
     */
    public static void stepForOne(MemorySegment word, int expected, long limitNanos) {
        step(word, expected, true, limitNanos);
    }

    private static void step(MemorySegment word, int expected, boolean forOne, long limitNanos) {
        if (limitNanos <= 0) {
            return;
        }
        if (Thread.currentThread().isVirtual()) {
            WaitProxy.park(new MemorySegment[] {word}, new int[] {expected}, forOne, limitNanos);
        } else {
            stepOfPlatformThread(
                    word, expected, Math.min(limitNanos, KERNEL_STEP_NANOS), PARK_STEP_NANOS);
        }
    }

    /**
     * As {@link #step}, for a platform thread that has nothing to check between steps: the step is
     * a safety net.
     *
     * @param word an aligned int
     * @param expected what it was when the caller decided to wait
     * @param limitNanos not to wait for longer than this
     * @param pauseNanos for how long the thread parks where the kernel cannot be used
     */
    static void longStep(MemorySegment word, int expected, long limitNanos, long pauseNanos) {
        if (limitNanos > 0) {
            stepOfPlatformThread(word, expected, Math.min(limitNanos, LONG_STEP_NANOS), pauseNanos);
        }
    }

    private static void stepOfPlatformThread(
            MemorySegment word, int expected, long limitNanos, long pauseNanos) {
        if (canUseKernel()) {
            Futex.await(word, expected, limitNanos);
        } else {
            LockSupport.parkNanos(Math.min(limitNanos, pauseNanos));
        }
    }

    /**
     * As {@link #step}, for several words: any of them ends it.
     *
     * @param words aligned ints, at least one
     * @param expected what they were when the caller decided to wait
     * @param limitNanos not to wait for longer than this
     */
    static void stepForAny(MemorySegment[] words, int[] expected, long limitNanos) {
        if (words.length == 1) {
            step(words[0], expected[0], limitNanos);
        } else if (limitNanos > 0 && isForProxy(words.length)) {
            WaitProxy.park(words, expected, false, limitNanos);
        } else if (limitNanos > 0) {
            FutexSet set = Sets.OF_THREAD.get();
            set.clear();
            for (int i = 0; i < words.length; i++) {
                set.add(words[i], expected[i]);
            }
            set.await(Math.min(limitNanos, KERNEL_STEP_NANOS));
        }
    }

    private static boolean isForProxy(int words) {
        return words > FutexSet.LARGEST
                || Thread.currentThread().isVirtual()
                || !canUseKernel()
                || !FutexSet.isAvailable();
    }

    private static boolean canUseKernel() {
        return Futex.isAvailable() && Region.current().allCanWake();
    }

    /** Wakes threads that wait in the kernel; the others poll. */
    public static void wake(MemorySegment word, int count) {
        if (Futex.isAvailable()) {
            Futex.wake(word, count);
        }
    }

    /** Initialized when the first thread needs one. */
    private static final class Sets {
        static final ThreadLocal<FutexSet> OF_THREAD = ThreadLocal.withInitial(FutexSet::new);
    }
}
