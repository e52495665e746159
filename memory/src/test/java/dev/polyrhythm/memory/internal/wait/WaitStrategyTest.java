package dev.polyrhythm.memory.internal.wait;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.memory.SharedEvent;
import dev.polyrhythm.memory.SharedLock;
import dev.polyrhythm.platform.NativeAccess;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
@ExtendWith(LeakCheck.class)
class WaitStrategyTest {
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

    private static MemorySegment word() {
        return Arena.ofAuto().allocate(ValueLayout.JAVA_INT);
    }

    private static int get(MemorySegment word) {
        return (int) INT.getVolatile(word, 0L);
    }

    private static void change(MemorySegment word, int count) {
        INT.getAndAdd(word, 0L, 1);
        WaitStrategy.wake(word, count);
    }

    private static List<Thread> startVirtual(int count, Consumer<Integer> action) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            threads.add(Thread.ofVirtual().start(() -> action.accept(number)));
        }
        return threads;
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void awaitChange(MemorySegment word) {
        while (get(word) == 0) {
            WaitStrategy.step(word, 0, Long.MAX_VALUE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 127, 128, 500})
    void virtualThreads_atManyWords_areAllWoken(int count) throws InterruptedException {
        List<MemorySegment> words = Stream.generate(WaitStrategyTest::word).limit(count).toList();
        List<Thread> threads = startVirtual(2 * count, i -> awaitChange(words.get(i / 2)));
        words.forEach(word -> change(word, Integer.MAX_VALUE));
        join(threads);
        assertThat(threads).noneMatch(Thread::isAlive);
    }

    @Test
    void virtualThreads_atOneWord_areAllWokenByOneChange() throws InterruptedException {
        MemorySegment word = word();
        CountDownLatch started = new CountDownLatch(1_000);
        List<Thread> threads =
                startVirtual(
                        1_000,
                        i -> {
                            started.countDown();
                            awaitChange(word);
                        });
        started.await();
        change(word, Integer.MAX_VALUE);
        join(threads);
        assertThat(threads).noneMatch(Thread::isAlive);
    }

    @Test
    void turns_passBetweenVirtualAndPlatformThreads() throws InterruptedException {
        MemorySegment word = word();
        int rounds = 2_000;
        Runnable[] players = new Runnable[2];
        for (int p = 0; p < 2; p++) {
            int own = p;
            players[p] =
                    () -> {
                        for (int turn = get(word); turn < rounds; turn = get(word)) {
                            if (turn % 2 == own) {
                                change(word, 1);
                            } else {
                                WaitStrategy.step(word, turn, Long.MAX_VALUE);
                            }
                        }
                    };
        }
        Thread platform = Thread.ofPlatform().start(players[0]);
        Thread virtual = Thread.ofVirtual().start(players[1]);
        platform.join();
        virtual.join();
        assertThat(get(word)).isEqualTo(rounds);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lockOfManyVirtualThreads_isPassedOn(boolean timed) throws InterruptedException {
        SharedLock lock = SharedLock.create();
        AtomicInteger count = new AtomicInteger();
        List<Thread> threads =
                startVirtual(
                        200,
                        i -> {
                            for (int round = 0; round < 20; round++) {
                                increment(lock, count, timed);
                            }
                        });
        join(threads);
        assertThat(count).hasValue(4_000);
    }

    @SuppressWarnings({
        "LockNotBeforeTry", // it may not be acquired
        "ThreadPriorityCheck" // so that others meet the lock held
    })
    private static void increment(SharedLock lock, AtomicInteger count, boolean timed) {
        try {
            while (timed && !lock.tryLock(1, TimeUnit.MILLISECONDS)) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        if (!timed) {
            lock.lock();
        }
        try {
            count.set(count.get() + 1);
            Thread.yield();
        } finally {
            lock.unlock();
        }
    }

    @Test
    void step_ofAVirtualThread_endsAtItsLimitAndByInterrupt() throws InterruptedException {
        MemorySegment word = word();
        Thread limited = Thread.ofVirtual().start(() -> WaitStrategy.step(word, 0, 1_000_000));
        Thread interrupted =
                Thread.ofVirtual()
                        .start(() -> {
                            while (!Thread.currentThread().isInterrupted()) {
                                WaitStrategy.step(word, 0, Long.MAX_VALUE);
                            }
                        });
        interrupted.interrupt();
        limited.join();
        interrupted.join();
        WaitStrategy.step(word, 0, 0);
        WaitStrategy.step(word, 0, -1);
        WaitStrategy.stepForAny(new MemorySegment[] {word}, new int[] {0}, 0);
        assertThat(get(word)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 128, 129, 300})
    void stepForAny_endsWithEachWord(int count) throws InterruptedException {
        MemorySegment[] words =
                Stream.generate(WaitStrategyTest::word).limit(count).toArray(MemorySegment[]::new);
        for (boolean virtual : new boolean[] {false, true}) {
            for (int changed : new int[] {0, count / 2, count - 1}) {
                MemorySegment word = words[changed];
                int before = get(word);
                Runnable wait =
                        () -> {
                            int[] expected =
                                    Stream.of(words).mapToInt(WaitStrategyTest::get).toArray();
                            while (expected[changed] == before && get(word) == before) {
                                WaitStrategy.stepForAny(words, expected, Long.MAX_VALUE);
                            }
                        };
                Thread waiter =
                        virtual ? Thread.ofVirtual().start(wait) : Thread.ofPlatform().start(wait);
                change(word, 1);
                waiter.join();
            }
        }
    }

    @Test
    @SuppressWarnings("MustBeClosedChecker") // that it is closed is the point
    void wordOfClosedMemory_letsItsWaitersGo() throws InterruptedException {
        Arena arena = Arena.ofShared();
        MemorySegment word = arena.allocate(ValueLayout.JAVA_INT);
        Thread waiter =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                awaitChange(word);
                            } catch (IllegalStateException e) {
                                // closed
                            }
                        });
        Awaitility.await()
                .until(() -> {
                    try {
                        arena.close();
                        return true;
                    } catch (IllegalStateException e) {
                        return false; // just being looked at
                    }
                });
        waiter.join();
        MemorySegment other = word();
        List<Thread> threads = startVirtual(3, i -> awaitChange(other));
        change(other, Integer.MAX_VALUE);
        join(threads);
        assertThat(threads).noneMatch(Thread::isAlive);
    }

    /** Virtual threads that wait for each other. */
    static final class Waiters {
        private Waiters() {}

        public static void main(String[] arguments) throws InterruptedException {
            MemorySegment word = word();
            List<Thread> threads = startVirtual(300, i -> awaitChange(word));
            change(word, Integer.MAX_VALUE);
            join(threads);
            SharedEvent event = SharedEvent.create();
            Thread platform = Thread.ofPlatform().start(event::set);
            event.await();
            platform.join();
            System.out.println("woken");
        }
    }

    @Test
    @Tag("process")
    void processWithoutNativeAccess_waitsWithoutAWord() {
        try (ChildJvm without = ChildJvm.start(Waiters.class);
                ChildJvm with = ChildJvm.start(Waiters.class, NativeAccess.option())) {
            assertThat(without.awaitExit()).as("%s", without.lines()).isZero();
            assertThat(without.lines()).containsExactly("woken");
            assertThat(with.awaitExit()).as("%s", with.lines()).isZero();
            assertThat(with.lines()).containsExactly("woken");
        }
    }
}
