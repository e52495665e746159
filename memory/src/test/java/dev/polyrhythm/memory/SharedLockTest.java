package dev.polyrhythm.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.platform.NativeAccess;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
@ExtendWith(LeakCheck.class)
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop"}) // the test is about the lock itself
class SharedLockTest {
    private static final int TOTAL = 1000;

    private final SharedLock lock = SharedLock.create();

    private record Bank(SharedLock lock, SharedIntArray accounts, SharedLong transfers)
            implements Serializable {}

    /** Moves money to and fro under the lock until it is killed. */
    static final class Teller {
        private Teller() {}

        public static void main(String[] arguments) throws Exception {
            Bank bank = (Bank) Handles.fromText(arguments[0]);
            System.out.println("open");
            for (int i = 0; ; i++) {
                transfer(bank, i % 2, 1 - i % 2);
            }
        }
    }

    private static void transfer(Bank bank, int from, int to) {
        LockSnippets.transfer(bank.lock(), bank.accounts(), from, to, 1, TOTAL);
        bank.transfers().getAndAdd(1);
    }

    private static Thread.Builder builder(boolean virtual) {
        return virtual ? Thread.ofVirtual() : Thread.ofPlatform();
    }

    @Test
    void lock_isReentrant() {
        lock.lock();
        assertThat(lock.tryLock()).isTrue();
        assertThat(lock.acquire()).isEqualTo(Acquired.ACQUIRED);
        lock.unlock();
        lock.unlock();
        assertThat(lock.isHeldByCurrentThread()).isTrue();
        assertThat(lock).hasToString("SharedLock[held, pid=" + ProcessHandle.current().pid() + "]");
        lock.unlock();
        assertThat(lock.isHeldByCurrentThread()).isFalse();
        assertThat(lock).hasToString("SharedLock[free]");
    }

    @Test
    void unlock_byAnotherThreadOrWhenFree_isRefused() throws InterruptedException {
        assertThatExceptionOfType(IllegalMonitorStateException.class)
                .isThrownBy(lock::unlock)
                .withMessageContaining("thread=");
        lock.lock();
        AtomicBoolean refused = new AtomicBoolean();
        Thread.ofPlatform()
                .start(() -> {
                    try {
                        lock.unlock();
                    } catch (IllegalMonitorStateException e) {
                        refused.set(true);
                    }
                })
                .join();
        assertThat(refused).isTrue();
        assertThatExceptionOfType(IllegalMonitorStateException.class)
                .isThrownBy(SharedLock.create()::repaired);
        lock.unlock();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lock_heldByAnother_isWaitedForWithALimit(boolean virtual) throws InterruptedException {
        lock.lock();
        AtomicBoolean timedOut = new AtomicBoolean();
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread waiter =
                builder(virtual)
                        .start(() -> {
                            try {
                                timedOut.set(
                                        !lock.tryLock(2, TimeUnit.MILLISECONDS)
                                                && lock.tryAcquire(Duration.ofMillis(2))
                                                        == Acquired.NOT);
                                lock.lockInterruptibly();
                            } catch (InterruptedException e) {
                                interrupted.set(true);
                            }
                        });
        Awaitility.await().untilTrue(timedOut);
        waiter.interrupt();
        waiter.join();
        assertThat(interrupted).isTrue();
        assertThat(lock.isHeldByCurrentThread()).isTrue();
        lock.unlock();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void increments_ofManyThreads_excludeEachOther(boolean virtual) throws InterruptedException {
        int[] plain = {0};
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(
                    builder(virtual)
                            .start(() -> {
                                for (int round = 0; round < 2000; round++) {
                                    lock.lock();
                                    plain[0]++;
                                    lock.unlock();
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        lock.lock();
        assertThat(plain[0]).isEqualTo(16_000);
        lock.unlock();
    }

    @Test
    void virtualThreads_thatWait_doNotHoldTheirCarriers() throws InterruptedException {
        lock.lock();
        List<Thread> waiters = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            waiters.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                lock.lock();
                                lock.unlock();
                            }));
        }
        CountDownLatch others = new CountDownLatch(50);
        for (int i = 0; i < 50; i++) {
            waiters.add(Thread.ofVirtual().start(others::countDown));
        }
        assertThat(others.await(60, TimeUnit.SECONDS)).isTrue();
        lock.unlock();
        for (Thread waiter : waiters) {
            waiter.join();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void condition_signalled_wakes(boolean virtual) throws InterruptedException {
        Condition changed = lock.newCondition();
        SharedInt state = SharedInt.create(0);
        Thread waiter =
                builder(virtual)
                        .start(() -> {
                            lock.lock();
                            lock.lock();
                            while (state.get() == 0) {
                                changed.awaitUninterruptibly();
                            }
                            state.set(lock.isHeldByCurrentThread() ? 2 : -1);
                            lock.unlock();
                            lock.unlock();
                        });
        lock.lock();
        state.set(1);
        changed.signal();
        lock.unlock();
        waiter.join();
        assertThat(state.get()).isEqualTo(2);
        assertThat(lock.tryLock()).isTrue();
        lock.unlock();
    }

    @Test
    void condition_notSignalled_endsByLimitOrInterrupt() throws InterruptedException {
        Condition never = lock.newCondition();
        assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(never::signal);
        assertThatExceptionOfType(IllegalMonitorStateException.class)
                .isThrownBy(() -> never.await(1, TimeUnit.MILLISECONDS));
        lock.lock();
        assertThat(never.await(1, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(never.awaitNanos(1000)).isNegative();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(never::await);
        assertThat(lock.isHeldByCurrentThread()).isTrue();
        lock.unlock();
    }

    private static ChildJvm teller(Bank bank, boolean nativeAccess) throws IOException {
        String region = "-D" + Region.PATH_PROPERTY + "=" + Region.current().directory();
        String access = nativeAccess ? NativeAccess.option() : "-Xshare:auto";
        ChildJvm teller = ChildJvm.start(Teller.class, region, access, Handles.toText(bank));
        teller.awaitLine("open");
        return teller;
    }

    /** Killed again and again in the middle of transfers: the others go on, the sum stays. */
    @Test
    @Tag("process")
    @Tag("kills")
    @Timeout(1800)
    void holders_killedAtRandom_hangNobodyAndLoseNothing() throws Exception {
        Bank bank = new Bank(lock, SharedIntArray.of(TOTAL, 0), SharedLong.create(0));
        Random random = new Random(42);
        int abandoned = 0;
        for (int round = 0; round < Math.max(4, KillRounds.KILLS); round++) {
            boolean nativeAccess = round % 4 != 0;
            try (ChildJvm first = teller(bank, nativeAccess);
                    ChildJvm second = teller(bank, nativeAccess)) {
                long before = bank.transfers().get();
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(1 + random.nextInt(5)))
                        .until(() -> bank.transfers().get() > before + 100);
                first.kill();
                second.kill();
                Acquired acquired = lock.tryAcquire(Duration.ofSeconds(60));
                assertThat(acquired).isNotEqualTo(Acquired.NOT);
                if (acquired == Acquired.ABANDONED) {
                    abandoned++;
                    bank.accounts().set(1, TOTAL - bank.accounts().get(0));
                    lock.repaired();
                }
                assertThat(bank.accounts().stream().sum()).isEqualTo(TOTAL);
                assertThat(lock.isAbandoned()).isFalse();
                lock.unlock();
            }
        }
        System.getLogger("test").log(System.Logger.Level.DEBUG, "abandoned: " + abandoned);
    }

    /** Takes the lock and waits to be killed. */
    static final class Hoarder {
        private Hoarder() {}

        public static void main(String[] arguments) throws Exception {
            ((SharedLock) Handles.fromText(arguments[0])).lock();
            System.out.println("mine");
            new CountDownLatch(1).await();
        }
    }

    private record Door(SharedLock lock, Condition opened, SharedInt open)
            implements Serializable {}

    /** Changes what others wait for, and is killed before it has told them. */
    static final class Mute {
        private Mute() {}

        public static void main(String[] arguments) throws Exception {
            Door door = (Door) Handles.fromText(arguments[0]);
            door.lock().lock();
            door.open().set(1);
            System.out.println("open");
            new CountDownLatch(1).await();
        }
    }

    @ParameterizedTest
    @Tag("process")
    @ValueSource(booleans = {false, true})
    void holder_killedBeforeItSignals_waitsEnd(boolean virtual) throws Exception {
        Door door = new Door(lock, lock.newCondition(), SharedInt.create(0));
        CountDownLatch waiting = new CountDownLatch(3);
        List<Thread> waiters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiters.add(
                    builder(virtual)
                            .start(() -> {
                                lock.lock();
                                waiting.countDown();
                                while (door.open().get() == 0) {
                                    door.opened().awaitUninterruptibly();
                                }
                                lock.unlock();
                            }));
        }
        waiting.await();
        String region = "-D" + Region.PATH_PROPERTY + "=" + Region.current().directory();
        try (ChildJvm mute = ChildJvm.start(Mute.class, region, Handles.toText(door))) {
            mute.awaitLine("open");
            mute.kill();
            for (Thread waiter : waiters) {
                waiter.join();
            }
        }
        assertThat(lock.isAbandoned()).isTrue();
    }

    @Test
    @Tag("process")
    void holder_killed_nextOneIsTold() throws Exception {
        String region = "-D" + Region.PATH_PROPERTY + "=" + Region.current().directory();
        try (ChildJvm hoarder = ChildJvm.start(Hoarder.class, region, Handles.toText(lock))) {
            hoarder.awaitLine("mine");
            assertThat(lock.tryLock()).isFalse();
            assertThat(lock).hasToString("SharedLock[held, pid=" + hoarder.handle().pid() + "]");
            AtomicBoolean told = new AtomicBoolean();
            Thread waiter =
                    Thread.ofPlatform()
                            .start(() -> {
                                told.set(lock.acquire() == Acquired.ABANDONED);
                                lock.repaired();
                                lock.unlock();
                            });
            hoarder.kill();
            waiter.join();
            assertThat(told).isTrue();
            assertThat(lock.acquire()).isEqualTo(Acquired.ACQUIRED);
            lock.unlock();
        }
    }
}
