package dev.polyrhythm.memory;

import java.util.concurrent.BrokenBarrierException;

/** What the Javadoc shows. */
final class SynchronizerSnippets {
    private SynchronizerSnippets() {}

    static void measure(SharedSemaphore sensors, Runnable measurement) throws InterruptedException {
        // @start region="semaphore"
        sensors.acquire(); // one of so many that may measure at the same time
        try {
            measurement.run();
        } finally {
            sensors.release();
        }
        // @end
    }

    static int startTogether(SharedLatch ready, SharedInt position) throws InterruptedException {
        // @start region="latch"
        position.set(90); // in each worker
        ready.countDown();

        ready.await(); // in the one that waits for all of them
        return position.get();
        // @end
    }

    static void simulate(SharedBarrier barrier, SharedIntArray cells, int own, int steps)
            throws InterruptedException, BrokenBarrierException {
        // @start region="barrier"
        for (int step = 0; step < steps; step++) {
            cells.getAndAdd(own, 1); // each worker its own part
            if (barrier.await() == 0) {
                System.out.println("step " + step + " is done"); // by the last one
            }
        }
        // @end
    }
}
