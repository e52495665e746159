package dev.polyrhythm.benchmarks.programs;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.memory.SharedInt;
import dev.polyrhythm.memory.SharedLock;
import dev.polyrhythm.memory.SharedLong;
import java.io.Serializable;
import java.util.List;

/**
 * Two processes contend for one lock all the time. Arguments: warm-up and measured time in
 * milliseconds, and the acquisitions that count: "contended", each of either process, or "turns",
 * those that alternate between the two.
 */
public final class LockProgram {
    private static final int BATCH = 16;

    private LockProgram() {}

    /**
     * Runs the program.
     *
     * @param arguments see above
     * @throws InterruptedException never
     */
    public static void main(String[] arguments) throws InterruptedException {
        Shared shared =
                new Shared(
                        SharedLock.create(),
                        SharedLong.create(0),
                        SharedLong.create(0),
                        SharedInt.create(0),
                        Window.of(arguments[0], arguments[1]));
        boolean turns = arguments[2].equals("turns");
        ProcessWorker other =
                Window.daemon(() -> {
                    shared.window().enter();
                    shared.use(1, turns);
                });
        other.start();
        shared.window().open(List.of(other));
        double perSecond = shared.use(0, turns);
        other.join();
        Figure.verify("acquisitions", shared.acquisitions().get(), shared.counter().get());
        Figure.print(1 / perSecond);
    }

    /**
     * The shared objects of the two processes.
     *
     * @param lock the lock to measure
     * @param counter protected by the lock, which alone makes its increments atomic
     * @param acquisitions counted by both
     * @param turn the process that may count next
     * @param window the time of the measurement
     */
    private record Shared(
            SharedLock lock,
            SharedLong counter,
            SharedLong acquisitions,
            SharedInt turn,
            Window window)
            implements Serializable {
        /** Uses the lock until the end. Returns the acquisitions of both in a second. */
        double use(int me, boolean turns) {
            Rate rate = new Rate(window);
            long end = window.end();
            long mine = 0;
            while (System.nanoTime() < end) {
                for (int i = 0; i < BATCH; i++) {
                    mine += turns ? useInTurn(me) : useOnce();
                }
                rate.sample(counter.get());
            }
            acquisitions.getAndAdd(mine);
            return rate.perSecond(counter.get());
        }

        private int useOnce() {
            lock.lock();
            try {
                counter.set(counter.get() + 1);
            } finally {
                lock.unlock();
            }
            return 1;
        }

        private int useInTurn(int me) {
            lock.lock();
            try {
                if (turn.get() != me) {
                    return 0;
                }
                turn.set(1 - me);
                counter.set(counter.get() + 1);
            } finally {
                lock.unlock();
            }
            return 1;
        }
    }
}
