package dev.polyrhythm.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(1200)
@Tag("process")
@ExtendWith(LeakCheck.class)
class SharedSemaphoreDeathTest {
    private static final int TOTAL = 5;
    private static final long VICTIM = 1L << 32;
    private static final long OWN = 1;

    /**
     * What all use.
     *
     * @param semaphore of {@link #TOTAL} permits
     * @param used permits in use: the victim's in the upper half, the test's in the lower one
     * @param rounds how often the test has used some, and how often the victims
     * @param violations how often there were more in use than there are
     */
    private record Shared(
            SharedSemaphore semaphore,
            SharedLong used,
            SharedLongArray rounds,
            SharedInt violations)
            implements Serializable {
        static Shared create() {
            return new Shared(
                    SharedSemaphore.create(TOTAL),
                    SharedLong.create(0),
                    SharedLongArray.create(2),
                    SharedInt.create(0));
        }

        long ownRounds() {
            return rounds.get(0);
        }

        long victimRounds() {
            return rounds.get(1);
        }

        /** Uses permits once. */
        void use(int permits, long side, boolean countsVictim) throws InterruptedException {
            semaphore.acquire(permits);
            long now = used.addAndGet(permits * side);
            if ((int) now + (countsVictim ? now >>> Integer.SIZE : 0) > TOTAL) {
                violations.getAndAdd(1);
            }
            rounds.getAndAdd(side == OWN ? 0 : 1, 1);
            used.getAndAdd(-permits * side);
            semaphore.release(permits);
        }
    }

    /** Acquires and releases, in two threads, until it is killed. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws Exception {
            Shared shared = SharedChild.given(Shared.class, arguments);
            KillRounds.awaitGo();
            Thread.ofVirtual().start(() -> use(shared));
            use(shared);
        }

        private static void use(Shared shared) {
            try {
                for (int i = 0; ; i++) {
                    shared.use(1 + i % 3, VICTIM, true);
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private final Shared shared = Shared.create();
    private final SharedSemaphore semaphore = shared.semaphore();
    private final AtomicBoolean victimCounts = new AtomicBoolean();

    @Test
    @Tag("kills")
    void holders_killedAtRandom_loseNoPermitAndMakeNone() throws Exception {
        Random random = new Random(1);
        KillRounds.run(
                () -> SharedChild.start(Victim.class, random.nextInt(4) != 0, shared),
                (victim, number) -> {
                    victimCounts.set(true);
                    victim.sendLine("go");
                    int progress = 1 + random.nextInt(300);
                    if (number % 2 == 0) {
                        killAmongOthers(victim, progress);
                    } else {
                        killWhileSomebodyWaits(victim, progress);
                    }
                    assertAllFree();
                });
        assertThat(shared.violations().get()).isZero();
    }

    private void killAmongOthers(ChildJvm victim, int progress) throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> others = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Runnable use = () -> useUntil(stop);
            others.add(i == 0 ? Thread.ofVirtual().start(use) : Thread.ofPlatform().start(use));
        }
        KillRounds.awaitProgress(victim, shared::victimRounds, 1 + progress / 10); // it is not fair
        victimCounts.set(false); // what it had in use is another's as soon as it is dead
        victim.kill();
        victim.awaitExit();
        KillRounds.awaitProgress(shared::ownRounds, 20);
        stop.set(true);
        for (Thread other : others) {
            other.join();
        }
        KillRounds.awaitMoment(() -> semaphore.availablePermits() == TOTAL);
    }

    private void useUntil(AtomicBoolean stop) {
        try {
            for (int i = 0; !stop.get(); i++) {
                shared.use(1 + i % 2, OWN, victimCounts.get());
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void killWhileSomebodyWaits(ChildJvm victim, int progress) throws InterruptedException {
        KillRounds.awaitProgress(victim, shared::victimRounds, progress);
        victim.kill();
        assertThat(semaphore.tryAcquire(TOTAL, KillRounds.PATIENCE)).isTrue();
        semaphore.release(TOTAL);
        victim.awaitExit();
    }

    private void assertAllFree() {
        assertThat(semaphore.tryAcquire(TOTAL)).isTrue();
        assertThat(semaphore.tryAcquire()).isFalse();
        semaphore.release(TOTAL);
        assertThat(semaphore.availablePermits()).isEqualTo(TOTAL);
        shared.used().set(0);
    }

    /** Takes all, says so, and ends in good order when it is told to. */
    static final class Hoarder {
        private Hoarder() {}

        public static void main(String[] arguments) throws Exception {
            SharedSemaphore semaphore = SharedChild.given(SharedSemaphore.class, arguments);
            System.out.println("took " + semaphore.drainPermits());
            KillRounds.awaitGo();
        }
    }

    @Test
    void holder_killedWithAll_whoWaitsGetsThem() throws Exception {
        CountDownLatch got = new CountDownLatch(4);
        try (ChildJvm hoarder = SharedChild.start(Hoarder.class, true, semaphore)) {
            hoarder.awaitLine("took " + TOTAL);
            assertThat(semaphore.availablePermits()).isZero();
            List<Thread> waiters = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Runnable wait =
                        () -> {
                            semaphore.acquireUninterruptibly();
                            got.countDown();
                        };
                waiters.add(
                        i % 2 == 0
                                ? Thread.ofPlatform().start(wait)
                                : Thread.startVirtualThread(wait));
            }
            waiters.forEach(KillRounds::awaitWaiting);
            hoarder.kill();
            got.await();
        }
        assertThat(semaphore.availablePermits()).isEqualTo(1);
        semaphore.release(4);
    }

    @Test
    void holder_endedInGoodOrder_itsPermitsComeBack() throws Exception {
        try (ChildJvm hoarder = SharedChild.start(Hoarder.class, false, semaphore)) {
            hoarder.awaitLine("took " + TOTAL);
            assertThat(semaphore.tryAcquire()).isFalse();
            hoarder.sendLine("go");
            assertThat(hoarder.awaitExit()).isZero();
        }
        assertThat(semaphore.tryAcquire(TOTAL)).isTrue();
        semaphore.release(TOTAL);
    }
}
