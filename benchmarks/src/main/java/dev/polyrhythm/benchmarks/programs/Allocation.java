package dev.polyrhythm.benchmarks.programs;

import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that keeps the garbage collector busy: some 16 MB live, and several hundred MB a second.
 */
final class Allocation {
    private static final int KEYS = 4_000;
    private static final int SIZE = 4_096;
    private static final int BATCH = 200;
    private static final long PAUSE_NANOS = 1_000_000;

    private static final byte[][] LIVE = new byte[KEYS][];

    private Allocation() {}

    static void start() {
        Thread.ofPlatform().daemon().name("allocation").start(Allocation::run);
    }

    private static void run() {
        Random random = new Random(1);
        while (true) {
            for (int i = 0; i < BATCH; i++) {
                LIVE[random.nextInt(KEYS)] = new byte[SIZE];
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
