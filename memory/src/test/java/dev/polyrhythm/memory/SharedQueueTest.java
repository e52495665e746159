package dev.polyrhythm.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
@ExtendWith(LeakCheck.class)
class SharedQueueTest {
    private record Point(int x, String name) implements Serializable {}

    private static Thread.Builder builder(boolean virtual) {
        return virtual ? Thread.ofVirtual() : Thread.ofPlatform();
    }

    static List<Object> items() {
        return List.of(
                new byte[] {1, 2, 3},
                new byte[0],
                new short[] {-1, 2},
                new char[] {'x', 'é'},
                new int[] {1, Integer.MIN_VALUE},
                new long[] {Long.MAX_VALUE},
                new float[] {1.5f, Float.NaN},
                new double[] {-0.0, 1e300},
                new boolean[] {true, false, true},
                (byte) -5,
                (short) 300,
                'ß',
                42,
                -42L,
                1.25f,
                Double.MIN_VALUE,
                true,
                false,
                "",
                "plain",
                "größer",
                "日本 😀",
                "half a pair: \ud83d",
                new Point(3, "three"),
                List.of(1, "two", 3.0));
    }

    @ParameterizedTest
    @MethodSource("items")
    void item_ofAnyKind_arrivesAsItWas(Object item) throws InterruptedException {
        SharedQueue<Object> queue = SharedQueue.create(2);
        queue.put(item);

        assertThat(queue.peek()).isEqualTo(item);
        Object taken = queue.take();
        assertThat(taken).isEqualTo(item).hasSameClassAs(item);
        assertThat(queue).isEmpty();
    }

    @Test
    void item_isACopy() throws InterruptedException {
        SharedQueue<int[]> queue = SharedQueue.create(1);
        int[] sent = {1, 2};
        queue.put(sent);
        sent[0] = 9;
        assertThat(queue.take()).containsExactly(1, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {16_000, 17_000, 100_000, 3_000_000})
    void item_ofAnySize_passes(int size) throws InterruptedException {
        SharedQueue<byte[]> queue = SharedQueue.create(3);
        byte[] sent = new byte[size];
        for (int round = 0; round < 40; round++) {
            Arrays.fill(sent, (byte) round);
            queue.put(sent);
            queue.put(new byte[] {(byte) round});
            assertThat(queue.take()).isEqualTo(sent);
            assertThat(queue.take()).containsExactly(round);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what the contract forbids
    void item_thatCannotTravel_isRefusedInPut() {
        SharedQueue<Object> queue = SharedQueue.create(1);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> queue.put(new Thread()))
                .withMessageContaining("class=java.lang.Thread");
        assertThatNullPointerException().isThrownBy(() -> queue.put(null));
        assertThat(queue).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void capacity_outOfRange_isNamed(int capacity) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> SharedQueue.create(capacity))
                .withMessageContaining("capacity=" + capacity);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1023, Long.MAX_VALUE})
    void byteSize_outOfRange_isNamed(long byteSize) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> SharedQueue.create(1, byteSize))
                .withMessageContaining("byteSize=" + byteSize);
    }

    @Test
    void capacity_isExact_andRoomComesBack() throws InterruptedException {
        SharedQueue<Integer> queue = SharedQueue.create(3);
        for (int round = 0; round < 100; round++) {
            assertThat(queue.remainingCapacity()).isEqualTo(3);
            assertThat(queue.offer(1)).isTrue();
            assertThat(queue.offer(2)).isTrue();
            assertThat(queue.offer(3)).isTrue();
            assertThat(queue.offer(4)).isFalse();
            assertThat(queue.offer(4, Duration.ofMillis(1))).isFalse();
            assertThat(queue.remove(2)).isTrue();
            assertThat(queue.remove(2)).isFalse();
            assertThat(queue).containsExactly(1, 3).hasSize(2);
            assertThat(queue.offer(5)).isTrue();
            assertThat(queue.offer(6)).isFalse();
            List<Integer> drained = new ArrayList<>();
            assertThat(queue.drainTo(drained, 2)).isEqualTo(2);
            assertThat(queue.drainTo(drained)).isEqualTo(1);
            assertThat(drained).containsExactly(1, 3, 5);
        }
    }

    @Test
    void memoryForItems_thatIsFull_isAFullQueue() throws InterruptedException {
        SharedQueue<byte[]> queue = SharedQueue.create(1000, 1024);
        byte[] item = new byte[200];
        int count = 0;
        while (queue.offer(item)) {
            count++;
        }
        assertThat(count).isBetween(2, 5);
        queue.take();
        assertThat(queue.offer(item)).isTrue();
    }

    @Test
    void iterator_removesWhatItHasGiven() {
        SharedQueue<Integer> queue = SharedQueue.create(10);
        queue.addAll(List.of(1, 2, 3, 4));
        Iterator<Integer> iterator = queue.iterator();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(iterator::remove);
        while (iterator.hasNext()) {
            if (iterator.next() % 2 == 0) {
                iterator.remove();
            }
        }
        assertThat(queue).containsExactly(1, 3);
        assertThat(queue.poll()).isEqualTo(1);
        assertThat(queue.poll()).isEqualTo(3);
        assertThat(queue.poll()).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void take_waitsForAnItem_putForRoom(boolean virtual) throws InterruptedException {
        SharedQueue<Integer> queue = SharedQueue.create(4);
        int count = 20_000;
        List<Integer> taken = new ArrayList<>();
        Thread taker =
                builder(virtual)
                        .start(() -> {
                            try {
                                for (int i = 0; i < count; i++) {
                                    taken.add(queue.take());
                                }
                            } catch (InterruptedException e) {
                                throw new AssertionError(e);
                            }
                        });
        for (int i = 0; i < count; i++) {
            queue.put(i);
        }
        taker.join();
        assertThat(taken).isEqualTo(IntStream.range(0, count).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void wait_endsByLimitOrInterrupt(boolean virtual) throws InterruptedException {
        SharedQueue<Integer> queue = SharedQueue.create(1);
        AtomicReference<String> ends = new AtomicReference<>("");
        CountDownLatch timedOut = new CountDownLatch(1);
        Thread waiter =
                builder(virtual)
                        .start(() -> {
                            try {
                                ends.set("" + queue.poll(Duration.ofMillis(3)));
                                timedOut.countDown();
                                queue.take();
                            } catch (InterruptedException e) {
                                ends.accumulateAndGet("+interrupted", String::concat);
                            }
                        });
        timedOut.await();
        waiter.interrupt();
        waiter.join();
        assertThat(ends).hasValue("null+interrupted");
        queue.put(1);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> queue.put(2));
        assertThat(queue).containsExactly(1);
    }

    @Test
    void close_letsTheRestBeTaken_thenSaysSo() throws InterruptedException {
        SharedQueue<String> queue = SharedQueue.create(8);
        QueueSnippets.produce(queue, 5);
        assertThat(queue.isClosed()).isTrue();
        assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> queue.put("late"));
        assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> queue.offer("late"));
        assertThat(QueueSnippets.consume(queue)).isEqualTo(5);
        assertThatExceptionOfType(ClosedException.class)
                .isThrownBy(() -> queue.poll(Duration.ZERO));
        assertThat(queue.poll()).isNull();
        queue.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void close_endsEveryWait(boolean forRoom) throws InterruptedException {
        SharedQueue<Integer> queue = SharedQueue.create(1);
        if (forRoom) {
            queue.put(1);
        }
        AtomicBoolean told = new AtomicBoolean();
        Thread waiter =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                if (forRoom) {
                                    queue.put(2);
                                } else {
                                    queue.take();
                                }
                            } catch (ClosedException e) {
                                told.set(true);
                            } catch (InterruptedException e) {
                                throw new AssertionError(e);
                            }
                        });
        Awaitility.await().until(() -> waiter.getState() != Thread.State.NEW);
        queue.close();
        waiter.join();
        assertThat(told).isTrue();
    }

    @Test
    void takeWithAHandler_isDoneWhenItReturnsOrThrows() throws InterruptedException {
        SharedQueue<Integer> queue = SharedQueue.create(2);
        queue.put(1);
        queue.put(2);
        AtomicReference<Integer> handled = new AtomicReference<>();
        queue.take(item -> {
            handled.set(item);
            assertThat(queue).containsExactly(2);
        });
        assertThat(handled).hasValue(1);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() ->
                        queue.take(item -> {
                            throw new IllegalStateException("" + item);
                        }))
                .withMessage("2");
        assertThat(queue).isEmpty();
    }

    @Test
    void manyThreads_putAndTake_everyItemOnce() throws InterruptedException {
        SharedQueue<Integer> queue = SharedQueue.create(7);
        SharedIntArray seen = SharedIntArray.create(40_000);
        List<Thread> threads = new ArrayList<>();
        for (int p = 0; p < 4; p++) {
            int first = p * 10_000;
            boolean virtual = p % 2 == 0;
            threads.add(builder(virtual).start(() -> putAll(queue, first, first + 10_000)));
            threads.add(builder(virtual).start(() -> takeAll(queue, seen)));
        }
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> seen.stream().allMatch(count -> count > 0));
        queue.close();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(seen.toArray()).containsOnly(1);
    }

    private static void putAll(SharedQueue<Integer> queue, int from, int to) {
        try {
            for (int i = from; i < to; i++) {
                queue.put(i);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void takeAll(SharedQueue<Integer> queue, SharedIntArray seen) {
        try {
            while (true) {
                seen.getAndAdd(queue.take(), 1);
            }
        } catch (ClosedException e) {
            // all have been taken
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Path> blocks() throws IOException {
        try (Stream<Path> files = Files.list(Region.current().directory())) {
            return files.filter(file -> file.getFileName().toString().startsWith("block-"))
                    .toList();
        }
    }

    @Test
    void closedAndEmptied_itsMemoryIsFree() throws Exception {
        List<Path> before = blocks();
        SharedQueue<byte[]> queue = SharedQueue.create(4);
        queue.put(new byte[1_000_000]);
        queue.put(new byte[10]);
        assertThat(blocks()).hasSize(before.size() + 2);
        queue.close();
        assertThat(queue.take()).hasSize(1_000_000);
        assertThat(queue).hasSize(1);
        assertThat(queue.take()).hasSize(10);

        assertThat(blocks()).hasSameElementsAs(before);
        SharedQueue<?> arrived = (SharedQueue<?>) Handles.travel(queue);
        for (SharedQueue<?> handle : List.of(queue, arrived)) {
            assertThat(handle).isEmpty();
            assertThat(handle.peek()).isNull();
            assertThat(handle.poll()).isNull();
            assertThat(handle.iterator()).isExhausted();
            assertThat(handle.remainingCapacity()).isEqualTo(4);
            assertThatExceptionOfType(ClosedException.class).isThrownBy(handle::take);
        }
        assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> queue.put(new byte[1]));
        assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> queue.offer(new byte[1]));
    }

    @Test
    void itemInAHandler_leavesItsPlaceToOthers() throws InterruptedException {
        SharedQueue<Integer> queue = SharedQueue.create(1);
        queue.put(1);
        queue.take(item -> {
            assertThat(queue).isEmpty();
            assertThat(queue.offer(2)).isTrue();
            assertThat(queue.poll()).isEqualTo(2);
        });
        assertThat(queue).isEmpty();
    }

    /** Takes one item and handles it until it is killed. */
    static final class SlowHandler {
        private SlowHandler() {}

        private static void forEver() {
            while (true) {
                LockSupport.park();
            }
        }

        @SuppressWarnings("unchecked")
        public static void main(String[] arguments) throws Exception {
            SharedQueue<String> queue = (SharedQueue<String>) Handles.fromText(arguments[0]);
            queue.take(item -> {
                System.out.println("handling " + item);
                forEver();
            });
        }
    }

    @Test
    @Tag("process")
    void closedQueue_waitsForWhatOthersHandle() throws Exception {
        SharedQueue<String> queue = SharedQueue.create(4);
        String region = "-D" + Region.PATH_PROPERTY + "=" + Region.current().directory();
        try (ChildJvm handler = ChildJvm.start(SlowHandler.class, region, Handles.toText(queue))) {
            queue.put("job");
            handler.awaitLine("handling job");
            queue.close();
            assertThat(queue.poll(Duration.ofMillis(20))).isNull();
            handler.kill();
            AtomicReference<String> handled = new AtomicReference<>();
            queue.take(handled::set);
            assertThat(handled).hasValue("job");
            assertThatExceptionOfType(ClosedException.class).isThrownBy(queue::take);
        }
    }
}
