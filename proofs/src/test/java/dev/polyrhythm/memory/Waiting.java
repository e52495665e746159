package dev.polyrhythm.memory;

import dev.polyrhythm.nativeio.Futex;
import dev.polyrhythm.nativeio.FutexSet;
import java.lang.foreign.MemorySegment;

/**
 * Takes the place of the class that all waits go through: here no step of a wait ends by itself, so
 * that a lost wake-up, which costs a few milliseconds otherwise, hangs the proof and fails it.
 */
final class Waiting {
    private static final long STEP_NANOS = 3_600_000_000_000L;

    private Waiting() {}

    static void step(MemorySegment word, int expected, long limitNanos) {
        Futex.await(word, expected, Math.min(limitNanos, STEP_NANOS));
    }

    static void stepForOne(MemorySegment word, int expected, long limitNanos) {
        step(word, expected, limitNanos);
    }

    static void stepForAny(MemorySegment[] words, int[] expected, long limitNanos) {
        FutexSet set = new FutexSet();
        for (int i = 0; i < words.length; i++) {
            set.add(words[i], expected[i]);
        }
        set.await(Math.min(limitNanos, STEP_NANOS));
    }

    static void wake(MemorySegment word, int count) {
        Futex.wake(word, count);
    }
}
