package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.internal.transport.WorkerCodec;
import dev.polyrhythm.memory.SharedInt;
import dev.polyrhythm.memory.SharedLongArray;
import dev.polyrhythm.memory.SharedQueue;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.Serializable;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of value arrives the same, whichever way it travels between processes. */
@Timeout(300)
@ExtendWith(LeakCheck.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("serial") // the values' own types are of the test
class ValuesContractTest {
    private static final List<@Nullable Object> CAPTURED = new ArrayList<>();

    private final WorkerPool pool = WorkerPool.ofProcesses(1);

    @AfterAll
    void closePool() {
        pool.close();
    }

    record Simple(int number, @Nullable String text, @Nullable Long wrapper, DayOfWeek day)
            implements Serializable {}

    record Nested(Simple first, @Nullable Nested rest, List<String> list) implements Serializable {}

    /** An object of a cycle, whose parts refer to one object twice. */
    private static final class Node implements Serializable {
        final BigInteger number = new BigInteger("123456789012345678901234567890");
        @Nullable Object[] links = {this, number, number, null};
    }

    /** A way to another process and back. */
    enum Way {
        QUEUE {
            @Override
            Object travel(Object value, WorkerPool pool) throws Exception {
                try (SharedQueue<Object> queue = SharedQueue.create(4)) {
                    queue.put(value);
                    return queue.take();
                }
            }
        },
        PIPE {
            @Override
            Object travel(Object value, WorkerPool pool) throws Exception {
                Pipe<Object> pipe = Pipe.open();
                try (Connection<Object> left = pipe.left();
                        Connection<Object> right = pipe.right()) {
                    left.send(value);
                    return right.receive();
                }
            }
        },
        CAPTURED_VARIABLE {
            @Override
            Object travel(Object value, WorkerPool pool) throws Exception {
                return Objects.requireNonNull(capture(value));
            }
        },
        CAPTURED_IN_A_POOL {
            @Override
            Object travel(Object value, WorkerPool pool) throws Exception {
                return pool.submit(() -> value).get();
            }
        },
        ITEM_OF_A_POOL {
            @Override
            Object travel(Object value, WorkerPool pool) throws Exception {
                return pool.map(item -> item, List.of(value)).getFirst();
            }
        };

        abstract Object travel(Object value, WorkerPool pool) throws Exception;
    }

    /** Returns the value that a task has captured when it arrives in a child. */
    private static synchronized @Nullable Object capture(@Nullable Object value) throws Exception {
        Task task = () -> CAPTURED.add(value);
        CAPTURED.clear();
        ((Task) WorkerCodec.decode(WorkerCodec.encode(task))).run();
        return CAPTURED.getFirst();
    }

    private static Stream<Object> values() {
        return Stream.of(
                        List.of(true, false, (byte) -1, 'ä', '\uffff', (short) -300, 70_000),
                        List.of(1L << 40, -1L, 1.5f, Float.NaN, -0.0, Double.MIN_VALUE),
                        List.of("", "plain", "größer", "\u65e5\u672c", "half \ud83d"),
                        List.of("l".repeat(100_000), "\u65e5".repeat(100_000)),
                        List.of(new byte[] {1, -1}, new short[] {2}, new char[] {'c', '\u65e5'}),
                        List.of(new int[] {3}, new long[] {4, -4}, new float[] {5}),
                        List.of(new double[] {6}, new boolean[] {true, false}, new int[0]),
                        List.of(new byte[100_000], new long[10_000]),
                        List.of(new String[] {"an", "array"}, new int[][] {{1}, {2, 3}}),
                        records(),
                        List.of(DayOfWeek.FRIDAY, BigInteger.TEN, List.of(1, "a"), Map.of(1, 2)))
                .flatMap(List::stream);
    }

    private static List<Object> records() {
        Simple simple = new Simple(1, "größer", 2L, DayOfWeek.MONDAY);
        Simple empty = new Simple(2, null, null, DayOfWeek.SUNDAY);
        Nested nested = new Nested(simple, new Nested(empty, null, List.of("b")), List.of());
        return List.of(simple, empty, nested);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void value_travels_arrivesEqualAndOfTheSameClass(Way way) throws Exception {
        for (Object value : values().toList()) {
            Object arrived = way.travel(value, pool);
            assertThat(arrived.getClass()).isEqualTo(value.getClass());
            assertThat(Arrays.deepEquals(new Object[] {arrived}, new Object[] {value}))
                    .as("way=%s, value=%s", way, value)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void sharedObject_travels_isTheSameMemory(Way way) throws Exception {
        SharedInt number = SharedInt.create(7);
        SharedLongArray array = SharedLongArray.create(1);

        ((SharedInt) way.travel(number, pool)).set(8);
        ((SharedLongArray) way.travel(array, pool)).set(0, 9);

        assertThat(number.get()).isEqualTo(8);
        assertThat(array.get(0)).isEqualTo(9);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void cycleWithASharedPart_travels_keepsItsShape(Way way) throws Exception {
        Node node = new Node();
        Node arrived = (Node) way.travel(node, pool);
        assertThat(arrived).isNotSameAs(node);
        assertThat(arrived.number).isEqualTo(node.number);
        assertThat(arrived.links[0]).isSameAs(arrived);
        assertThat(arrived.links[1]).isSameAs(arrived.number);
        assertThat(arrived.links[2]).isSameAs(arrived.number);
        assertThat(arrived.links[3]).isNull();
    }

    @Test
    void nullValue_captured_isNull() throws Exception {
        @Nullable Object none = null;
        assertThat(capture(none)).isNull();
        assertThat(pool.submit(() -> none == null).get()).isTrue();
        assertThat(pool.<@Nullable Object>submit(() -> none).get()).isNull();
    }

    @Test
    void lambda_inAPool_arrivesWithWhatItCaptured() throws Exception {
        int factor = 3;
        Simple simple = new Simple(4, "text", null, DayOfWeek.MONDAY);
        Job<Integer> inner = () -> factor * simple.number();
        assertThat(pool.submit(inner).get()).isEqualTo(12);
        assertThat(pool.submit(() -> inner.call() + 1).get()).isEqualTo(13);
    }

    @Test
    void simpleValues_capturedByAChild_arriveInIt() throws Exception {
        boolean flag = true;
        char letter = '\u65e5';
        long number = -1L << 40;
        double fraction = -0.0;
        String latin1 = "größer";
        String text = "half \ud83d";
        @Nullable String none = null;
        List<Object> expected = List.of(flag, letter, number, fraction, latin1, text);
        int hash = expected.hashCode();
        SharedInt arrived = SharedInt.create(0);

        Worker worker =
                new ProcessWorker(
                        "w",
                        () -> {
                            if (none == null) {
                                List<?> all = List.of(flag, letter, number, fraction, latin1, text);
                                arrived.set(all.hashCode());
                            }
                        });
        worker.start();
        worker.join();

        assertThat(arrived.get()).isEqualTo(hash);
    }
}
