package dev.polyrhythm.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
@ExtendWith(LeakCheck.class)
class SharedSemaphoreTest {
    private static SharedSemaphore semaphore(boolean owned, int permits) {
        return owned ? SharedSemaphore.create(permits) : SharedSemaphore.unowned(permits);
    }

    private static Thread start(boolean virtual, Runnable task) {
        return virtual ? Thread.ofVirtual().start(task) : Thread.ofPlatform().start(task);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void permits_areTakenAndGivenBack(boolean owned) throws InterruptedException {
        SharedSemaphore semaphore = semaphore(owned, 5);
        assertThat(semaphore.availablePermits()).isEqualTo(5);
        semaphore.acquire();
        semaphore.acquire(2);
        assertThat(semaphore).hasToString("SharedSemaphore[permits=2]");
        assertThat(semaphore.tryAcquire(3)).isFalse();
        assertThat(semaphore.tryAcquire(2)).isTrue();
        assertThat(semaphore.tryAcquire()).isFalse();
        assertThat(semaphore.tryAcquire(0)).isTrue();
        semaphore.release();
        semaphore.acquireUninterruptibly();
        semaphore.release(5);
        semaphore.release(0);
        assertThat(semaphore.availablePermits()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void drain_takesWhatIsFree(boolean owned) {
        SharedSemaphore semaphore = semaphore(owned, 3);
        assertThat(semaphore.tryAcquire()).isTrue();
        assertThat(semaphore.drainPermits()).isEqualTo(2);
        assertThat(semaphore.drainPermits()).isZero();
        assertThat(semaphore.availablePermits()).isZero();
        semaphore.release(3);
        assertThat(semaphore.availablePermits()).isEqualTo(3);
    }

    @Test
    void release_ofMoreThanThisProcessHolds_isRefused() {
        SharedSemaphore semaphore = SharedSemaphore.create(3);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(semaphore::release)
                .withMessage(
                        "this process holds fewer permits than it releases: held=0, released=1;"
                                + " use unowned() for a signal");
        assertThat(semaphore.tryAcquire(2)).isTrue();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> semaphore.release(3))
                .withMessageContaining("held=2, released=3");
        assertThat(semaphore.availablePermits()).isEqualTo(1);
        semaphore.release(2);
    }

    @Test
    void unowned_isASignal() throws InterruptedException {
        SharedSemaphore signal = SharedSemaphore.unowned(0);
        assertThat(signal.tryAcquire()).isFalse();
        signal.release();
        signal.release(2);
        signal.acquire(3);
        assertThat(signal.availablePermits()).isZero();
        signal.release(Integer.MAX_VALUE);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(signal::release)
                .withMessageContaining("available=2147483647, released=1");
        assertThat(signal.drainPermits()).isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void create_withoutPermits_isRefused(int permits) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> SharedSemaphore.create(permits))
                .withMessageContaining("permits=" + permits)
                .withMessageContaining("unowned()");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void number_outOfRange_isNamed(boolean owned) {
        SharedSemaphore semaphore = semaphore(owned, 2);
        List<Runnable> calls =
                List.of(
                        () -> semaphore.tryAcquire(-7),
                        () -> semaphore.acquireUninterruptibly(-7),
                        () -> semaphore.release(-7),
                        () -> SharedSemaphore.unowned(-7));
        for (Runnable call : calls) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(call::run)
                    .withMessageContaining("permits=-7");
        }
        assertThat(semaphore.availablePermits()).isEqualTo(2);
    }

    @Test
    void acquire_ofMoreThanThereAre_isRefused() {
        SharedSemaphore semaphore = SharedSemaphore.create(2);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> semaphore.acquire(3))
                .withMessageContaining("permits=3, total=2");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> semaphore.tryAcquire(3));
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void acquire_waitsForARelease(boolean owned, boolean virtual) throws InterruptedException {
        SharedSemaphore semaphore = semaphore(owned, 3);
        semaphore.acquire(3);
        AtomicInteger acquired = new AtomicInteger();
        Thread waiter =
                start(
                        virtual,
                        () -> {
                            semaphore.acquireUninterruptibly(2);
                            acquired.set(2);
                        });
        KillRounds.awaitWaiting(waiter);
        semaphore.release();
        assertThat(acquired).hasValue(0);
        semaphore.release();
        waiter.join();
        assertThat(acquired).hasValue(2);
        semaphore.release(3); // one thread's permits are the process's
        assertThat(semaphore.availablePermits()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void wait_endsByLimitOrInterrupt(boolean owned, boolean virtual) throws InterruptedException {
        SharedSemaphore semaphore = semaphore(owned, 2);
        semaphore.acquire();
        AtomicBoolean timedOut = new AtomicBoolean();
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch second = new CountDownLatch(1);
        Thread waiter =
                start(
                        virtual,
                        () -> {
                            try {
                                timedOut.set(
                                        !semaphore.tryAcquire(2, Duration.ofMillis(2))
                                                && semaphore.tryAcquire(Duration.ZERO));
                                semaphore.release();
                                second.countDown();
                                semaphore.acquire(2);
                            } catch (InterruptedException e) {
                                interrupted.set(true);
                            }
                        });
        second.await();
        waiter.interrupt();
        waiter.join();
        assertThat(timedOut).isTrue();
        assertThat(interrupted).isTrue();
        assertThat(semaphore.availablePermits()).isEqualTo(1);
        semaphore.release();
    }

    @Test
    void acquire_interruptedBefore_endsAtOnce_orGoesOn() {
        SharedSemaphore semaphore = SharedSemaphore.create(1);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(semaphore::acquire);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> semaphore.tryAcquire(Duration.ofDays(1)));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        Thread.currentThread().interrupt();
        semaphore.acquireUninterruptibly();
        assertThat(Thread.interrupted()).isTrue();
        semaphore.release();
    }

    @Test
    void acquireUninterruptibly_interruptedWhileItWaits_goesOn() throws InterruptedException {
        SharedSemaphore semaphore = SharedSemaphore.create(1);
        semaphore.acquire();
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread waiter =
                start(
                        false,
                        () -> {
                            semaphore.acquireUninterruptibly();
                            interrupted.set(Thread.interrupted());
                        });
        KillRounds.awaitWaiting(waiter);
        waiter.interrupt();
        semaphore.release();
        waiter.join();
        assertThat(interrupted).isTrue();
        semaphore.release();
    }

    @Test
    void manyThreads_neverHaveMoreThanThereAre() throws InterruptedException {
        SharedSemaphore semaphore = SharedSemaphore.create(3);
        AtomicInteger used = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int permits = 1 + i % 3;
            threads.add(
                    start(
                            i % 2 == 0,
                            () -> {
                                for (int round = 0; round < 300; round++) {
                                    semaphore.acquireUninterruptibly(permits);
                                    most.accumulateAndGet(used.addAndGet(permits), Math::max);
                                    used.addAndGet(-permits);
                                    semaphore.release(permits);
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(most.get()).isBetween(1, 3);
        assertThat(semaphore.availablePermits()).isEqualTo(3);
    }

    /** Nobody waits here, so that the threads meet at every step of it. */
    @Test
    void attempts_ofManyThreads_neverTakeMoreThanThereAre() throws InterruptedException {
        SharedSemaphore semaphore = SharedSemaphore.create(3);
        AtomicInteger used = new AtomicInteger();
        AtomicInteger violations = new AtomicInteger(3); // one less for each thread that is whole
        CountDownLatch begun = new CountDownLatch(3);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            threads.add(
                    start(
                            false,
                            () -> {
                                begun.countDown();
                                violations.addAndGet(attempt(semaphore, used, begun) - 1);
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(violations).hasValue(0);
        assertThat(semaphore.availablePermits()).isEqualTo(3);
    }

    private static int attempt(
            SharedSemaphore semaphore, AtomicInteger used, CountDownLatch begun) {
        int violations = 0;
        for (int round = 0; round < 200_000 || begun.getCount() > 0; round++) {
            if (semaphore.tryAcquire(2)) {
                if (used.addAndGet(2) > 3) {
                    violations++;
                }
                used.addAndGet(-2);
                semaphore.release(2);
            }
        }
        return violations;
    }

    @Test
    void virtualThreads_thatWait_doNotHoldTheirCarriers() throws InterruptedException {
        SharedSemaphore semaphore = SharedSemaphore.create(1);
        semaphore.acquire();
        List<Thread> waiters = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Runnable use = () -> SharedSemaphoreTest.use(semaphore);
            waiters.add(start(true, use));
        }
        CountDownLatch others = new CountDownLatch(50);
        for (int i = 0; i < 50; i++) {
            start(true, others::countDown);
        }
        others.await();
        semaphore.release();
        for (Thread waiter : waiters) {
            waiter.join();
        }
        assertThat(semaphore.availablePermits()).isEqualTo(1);
    }

    private static void use(SharedSemaphore semaphore) {
        try {
            SynchronizerSnippets.measure(semaphore, () -> {});
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private record Both(
            SharedSemaphore ping, SharedSemaphore pong, SharedSemaphore one, SharedInt sum)
            implements Serializable {
        void play(boolean first) throws InterruptedException {
            for (int i = 0; i < 200; i++) {
                (first ? ping : pong).release();
                (first ? pong : ping).acquire();
                SynchronizerSnippets.measure(one, () -> sum.set(sum.get() + 1));
            }
        }
    }

    /** Answers. */
    static final class Player {
        private Player() {}

        public static void main(String[] arguments) throws Exception {
            SharedChild.given(Both.class, arguments).play(false);
        }
    }

    @ParameterizedTest
    @Tag("process")
    @ValueSource(booleans = {false, true})
    void twoProcesses_signalAndExcludeEachOther(boolean nativeAccess) throws Exception {
        Both both =
                new Both(
                        SharedSemaphore.unowned(0),
                        SharedSemaphore.unowned(0),
                        SharedSemaphore.create(1),
                        SharedInt.create(0));
        try (ChildJvm player = SharedChild.start(Player.class, nativeAccess, both)) {
            both.play(true);
            assertThat(player.awaitExit()).as("%s", player.lines()).isZero();
        }
        assertThat(both.sum().get()).isEqualTo(400);
        assertThat(both.one().availablePermits()).isEqualTo(1);
    }
}
