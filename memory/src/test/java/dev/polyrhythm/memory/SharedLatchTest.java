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
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
@ExtendWith(LeakCheck.class)
class SharedLatchTest {
    private static Thread start(boolean virtual, Runnable task) {
        return virtual ? Thread.ofVirtual().start(task) : Thread.ofPlatform().start(task);
    }

    @Test
    void latch_opensOnce() throws InterruptedException {
        SharedLatch latch = SharedLatch.create(2);
        latch.register();
        latch.register();
        assertThat(latch.getCount()).isEqualTo(2);
        assertThat(latch.await(Duration.ZERO)).isFalse();
        latch.countDown();
        assertThat(latch).hasToString("SharedLatch[count=1]");
        assertThat(latch.await(Duration.ofMillis(1))).isFalse();
        latch.countDown();
        latch.await();
        latch.countDown();
        assertThat(latch.getCount()).isZero();
        assertThat(latch.await(Duration.ofSeconds(Long.MIN_VALUE))).isTrue();
    }

    @Test
    void create_withAnyCountButANegativeOne() throws InterruptedException {
        SharedLatch.create(0).await();
        assertThat(SharedLatch.create(Integer.MAX_VALUE).getCount()).isEqualTo(Integer.MAX_VALUE);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> SharedLatch.create(-3))
                .withMessage("count must be 0 or more: count=-3");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void await_endsForAllWhoWait(boolean virtual) throws InterruptedException {
        SharedLatch latch = SharedLatch.create(3);
        AtomicInteger opened = new AtomicInteger();
        List<Thread> waiters = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Runnable wait =
                    () -> {
                        try {
                            latch.await();
                            opened.addAndGet(latch.getCount() == 0 ? 1 : 100);
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    };
            waiters.add(start(virtual, wait));
        }
        waiters.forEach(KillRounds::awaitWaiting);
        for (int i = 0; i < 3; i++) {
            assertThat(opened).hasValue(0);
            start(virtual, latch::countDown).join();
        }
        for (Thread waiter : waiters) {
            waiter.join();
        }
        assertThat(opened).hasValue(10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void await_endsByLimitOrInterrupt(boolean virtual) throws InterruptedException {
        SharedLatch latch = SharedLatch.create(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch timedOut = new CountDownLatch(1);
        Thread waiter =
                start(
                        virtual,
                        () -> {
                            try {
                                if (!latch.await(Duration.ofMillis(2))) {
                                    timedOut.countDown();
                                }
                                latch.await();
                            } catch (InterruptedException e) {
                                interrupted.set(!Thread.currentThread().isInterrupted());
                            }
                        });
        timedOut.await();
        waiter.interrupt();
        waiter.join();
        assertThat(interrupted).isTrue();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(SharedLatch.create(0)::await);
    }

    @Test
    void countDown_byManyThreads_countsEach() throws InterruptedException {
        SharedLatch latch = SharedLatch.create(8_000);
        for (int i = 0; i < 8; i++) {
            start(
                    i % 2 == 0,
                    () -> {
                        for (int round = 0; round < 1000; round++) {
                            latch.countDown();
                        }
                    });
        }
        latch.await();
        assertThat(latch.getCount()).isZero();
    }

    @Test
    void virtualThreads_thatWait_doNotHoldTheirCarriers() throws InterruptedException {
        SharedLatch latch = SharedLatch.create(50);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            boolean waits = i < 100;
            threads.add(start(true, () -> waitOrCount(latch, waits)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(latch.getCount()).isZero();
    }

    private static void waitOrCount(SharedLatch latch, boolean waits) {
        try {
            if (waits) {
                latch.await();
            } else {
                latch.countDown();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private record Start(SharedLatch ready, SharedLatch go, SharedInt position)
            implements Serializable {}

    /** Is ready, and waits. */
    static final class Runner {
        private Runner() {}

        public static void main(String[] arguments) throws Exception {
            Start start = SharedChild.given(Start.class, arguments);
            start.position().getAndAdd(1);
            start.ready().countDown();
            start.go().await();
            start.position().getAndAdd(10);
        }
    }

    @Test
    @Tag("process")
    void processes_waitForEachOther() throws Exception {
        Start start = new Start(SharedLatch.create(3), SharedLatch.create(1), SharedInt.create(0));
        try (ChildJvm first = SharedChild.start(Runner.class, true, start);
                ChildJvm second = SharedChild.start(Runner.class, false, start)) {
            start.ready().countDown();
            start.ready().await();
            assertThat(start.position().get()).isEqualTo(2);
            start.go().countDown();
            assertThat(first.awaitExit()).as("%s", first.lines()).isZero();
            assertThat(second.awaitExit()).as("%s", second.lines()).isZero();
        }
        assertThat(start.position().get()).isEqualTo(22);
        assertThat(SynchronizerSnippets.startTogether(SharedLatch.create(1), start.position()))
                .isEqualTo(90);
    }
}
