package dev.polyrhythm.benchmarks.programs;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.memory.Acquired;
import dev.polyrhythm.memory.SharedInt;
import dev.polyrhythm.memory.SharedLock;
import dev.polyrhythm.memory.SharedLong;
import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * One process holds a lock, one waits for it, a third kills the holder: how long from the kill
 * until the waiter has the lock. Argument: how many holders are killed.
 */
public final class AbandonedLockProgram {
    private static final long PAUSE_NANOS = 200_000;
    private static final long SETTLE_NANOS = Duration.ofMillis(50).toNanos();

    private AbandonedLockProgram() {}

    /**
     * Runs the program.
     *
     * @param arguments see above
     * @throws InterruptedException never
     */
    public static void main(String[] arguments) throws InterruptedException {
        int kills = Integer.parseInt(arguments[0]);
        Shared shared =
                new Shared(
                        SharedLock.create(),
                        SharedInt.create(0),
                        SharedInt.create(0),
                        SharedLong.create(0));
        ProcessWorker waiter = Window.daemon(() -> shared.waitFor(kills));
        waiter.start();
        Durations durations = new Durations();
        for (int kill = 1; kill <= kills; kill++) {
            durations.add(shared.kill(kill));
        }
        waiter.join();
        Figure.verify("exit code of the waiter", 0, waiter.exitCode().orElse(-1));
        Figure.print(durations.median() / 1e9);
    }

    /**
     * The shared objects of the three processes.
     *
     * @param lock the lock to measure
     * @param held how often a holder has got it
     * @param waiting how often the waiter has begun to wait
     * @param acquiredAt when the waiter got it, 0 before
     */
    private record Shared(SharedLock lock, SharedInt held, SharedInt waiting, SharedLong acquiredAt)
            implements Serializable {
        long kill(int number) throws InterruptedException {
            acquiredAt.set(0);
            ProcessWorker holder = Window.daemon(this::hold);
            holder.start();
            await(waiting, number, holder);
            LockSupport.parkNanos(SETTLE_NANOS);
            long killedAt = System.nanoTime();
            holder.toHandle().destroyForcibly(); // it has no descendants to search for
            while (acquiredAt.get() == 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            holder.join();
            return acquiredAt.get() - killedAt;
        }

        private static void await(SharedInt value, int expected, ProcessWorker holder) {
            while (value.get() != expected) {
                if (!holder.isAlive()) {
                    throw new IllegalStateException("ended early: " + holder);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }

        private void hold() throws InterruptedException {
            lock.lock();
            held.getAndAdd(1);
            Thread.sleep(Duration.ofDays(1));
        }

        private void waitFor(int kills) {
            for (int kill = 1; kill <= kills; kill++) {
                while (held.get() != kill) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
                waiting.set(kill);
                Acquired acquired = lock.acquire();
                acquiredAt.set(System.nanoTime());
                if (acquired != Acquired.ABANDONED) {
                    throw new IllegalStateException("the death was not reported: " + acquired);
                }
                lock.repaired();
                lock.unlock();
            }
        }
    }
}
