package dev.polyrhythm.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.polyrhythm.memory.internal.region.Region;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedArrayTest {
    private static void assertOutOfBounds(ThrowingCallable call, String values) {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(call)
                .withMessageContaining(values);
    }

    @Test
    void intArray_operations() {
        SharedIntArray array = SharedIntArray.create(3);
        assertThat(array.toArray()).containsExactly(0, 0, 0);
        array.set(1, 7);
        assertThat(array.getAndAdd(1, -9)).isEqualTo(7);
        assertThat(array.get(1)).isEqualTo(-2);
        array.setAll(1, new int[] {5, 6});
        assertThat(array.toArray(1, 3)).containsExactly(5, 6);
        assertThat(array.stream().sum()).isEqualTo(11);
        array.fill(4);
        assertThat(array).hasToString("[4, 4, 4]");
        assertThat(array.length()).isEqualTo(3);
    }

    @Test
    void floatArray_operations() {
        SharedFloatArray array = SharedFloatArray.of(1.5f, -2f, Float.NaN);
        assertThat(array.get(0)).isEqualTo(1.5f);
        assertThat(array.getAndAdd(0, 1f)).isEqualTo(1.5f);
        assertThat(array.get(0)).isEqualTo(2.5f);
        assertThat(array.get(2)).isNaN();
        assertThat(array.stream().limit(2).sum()).isEqualTo(0.5);
        array.fill(0.5f);
        assertThat(array).hasToString("[0.5, 0.5, 0.5]");
        array.setAll(0, new float[] {9});
        assertThat(array.toArray()).containsExactly(9f, 0.5f, 0.5f);
        array.set(0, 3f);
        assertThat(array.toArray(0, 1)).containsExactly(3f);
    }

    @Test
    void doubleArray_operations() {
        SharedDoubleArray array = SharedDoubleArray.of(1, 2);
        assertThat(array.getAndAdd(1, 0.5)).isEqualTo(2.0);
        assertThat(array.stream().sum()).isEqualTo(3.5);
        array.set(0, -1);
        assertThat(array.toArray()).containsExactly(-1, 2.5);
        array.fill(7);
        assertThat(array.toArray(1, 2)).containsExactly(7);
        array.setAll(1, new double[] {8});
        assertThat(array).hasToString("[7.0, 8.0]");
        assertThat(array.get(1)).isEqualTo(8);
    }

    @Test
    void longArray_operations() {
        SharedLongArray array = SharedLongArray.of(1L << 40, -1);
        assertThat(array.getAndAdd(0, 1)).isEqualTo(1L << 40);
        array.set(1, 5);
        assertThat(array.stream().sum()).isEqualTo((1L << 40) + 6);
        array.fill(3);
        array.setAll(1, new long[] {4});
        assertThat(array.toArray()).containsExactly(3, 4);
        assertThat(array.toArray(1, 2)).containsExactly(4);
        assertThat(array).hasToString("[3, 4]");
        assertThat(array.get(1)).isEqualTo(4);
    }

    @Test
    void shortArray_operations() {
        SharedShortArray array = SharedShortArray.of((short) 1, Short.MAX_VALUE, (short) -3);
        assertThat(array.getAndAdd(1, (short) 1)).isEqualTo(Short.MAX_VALUE);
        assertThat(array.getAndAdd(2, (short) -1)).isEqualTo((short) -3);
        assertThat(array.toArray()).containsExactly(1, Short.MIN_VALUE, -4);
        array.set(0, (short) 9);
        array.setAll(1, new short[] {8});
        assertThat(array.stream().sum()).isEqualTo(9 + 8 - 4);
        array.fill((short) 2);
        assertThat(array.toArray(1, 3)).containsExactly((short) 2, (short) 2);
        assertThat(array).hasToString("[2, 2, 2]");
        assertThat(array.get(2)).isEqualTo((short) 2);
    }

    @Test
    void byteArray_operations() {
        SharedByteArray array =
                SharedByteArray.of((byte) 1, (byte) 127, (byte) -3, (byte) 0, (byte) 5);
        assertThat(array.getAndAdd(1, (byte) 1)).isEqualTo((byte) 127);
        assertThat(array.getAndAdd(2, (byte) -1)).isEqualTo((byte) -3);
        assertThat(array.getAndAdd(4, (byte) 1)).isEqualTo((byte) 5);
        assertThat(array.toArray()).containsExactly(1, -128, -4, 0, 6);
        assertThat(array.segment().byteSize()).isEqualTo(5);
        array.set(0, (byte) 9);
        array.setAll(3, new byte[] {7, 8});
        assertThat(array.stream().sum()).isEqualTo(9 - 128 - 4 + 7 + 8);
        array.fill((byte) 2);
        assertThat(array.toArray(3, 5)).containsExactly(2, 2);
        assertThat(array).hasToString("[2, 2, 2, 2, 2]");
        assertThat(array.get(4)).isEqualTo((byte) 2);
    }

    @Test
    void neighbours_changedByManyThreads_doNotDisturbEachOther() throws InterruptedException {
        SharedByteArray bytes = SharedByteArray.create(8);
        SharedShortArray shorts = SharedShortArray.create(4);
        int rounds = 10_000;
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            int own = i;
            threads[i] =
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int round = 1; round <= rounds; round++) {
                                    bytes.getAndAdd(own, (byte) 1);
                                    bytes.getAndAdd(5, (byte) 1);
                                    shorts.getAndAdd(own % 2, (short) 1);
                                    bytes.set(4 + own / 4, (byte) round);
                                }
                            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (int i = 0; i < threads.length; i++) {
            assertThat(bytes.get(i)).isEqualTo((byte) rounds);
        }
        assertThat(bytes.get(5)).isEqualTo((byte) (rounds * threads.length));
        assertThat(shorts.get(0)).isEqualTo((short) (2 * rounds));
        assertThat(shorts.get(1)).isEqualTo((short) (2 * rounds));
    }

    @Test
    void index_outOfRange_namesIndexAndLength() {
        SharedIntArray ints = SharedIntArray.create(3);
        assertOutOfBounds(() -> ints.get(3), "index=3, length=3");
        assertOutOfBounds(() -> ints.set(-1, 0), "index=-1, length=3");
        assertOutOfBounds(() -> ints.getAndAdd(5, 0), "index=5, length=3");
        assertOutOfBounds(() -> ints.toArray(1, 4), "from=1, to=4, length=3");
        assertOutOfBounds(() -> ints.toArray(2, 1), "from=2, to=1, length=3");
        assertOutOfBounds(() -> ints.setAll(2, new int[2]), "from=2, to=4, length=3");
        assertOutOfBounds(() -> ints.setAll(Integer.MAX_VALUE, new int[1]), "length=3");
        SharedFloatArray floats = SharedFloatArray.create(1);
        assertOutOfBounds(() -> floats.get(1), "index=1, length=1");
        SharedDoubleArray doubles = SharedDoubleArray.create(0);
        assertOutOfBounds(() -> doubles.get(0), "index=0, length=0");
    }

    @Test
    void length_negative_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SharedIntArray.create(-1))
                .withMessage("length must be 0 or more: length=-1");
    }

    @Test
    void array_empty_works() {
        SharedIntArray empty = SharedIntArray.of();
        empty.fill(1);
        assertThat(empty).hasToString("[]");
        assertThat(empty.stream().count()).isZero();
    }

    @Test
    void array_large_hasAFileOfItsOwn() {
        SharedDoubleArray large = SharedDoubleArray.create(100_000);
        large.fill(1.5);
        assertThat(large.stream().sum()).isEqualTo(150_000);
        assertThat(large.segment().byteSize()).isEqualTo(800_000);
        large.segment().setAtIndex(ValueLayout.JAVA_DOUBLE, 99_999, 2);
        assertThat(large.get(99_999)).isEqualTo(2);
    }

    @Test
    void closedArray_saysSo_andItsMemoryIsFree() throws Exception {
        SharedFloatArray array = SharedFloatArray.create(1_000_000);
        SharedFloatArray arrived = (SharedFloatArray) Handles.travel(array);
        Path file = Region.current().directory().resolve(array.handle().file());
        byte[] sent = Handles.bytes(array);
        MemorySegment segment = array.segment();
        assertThat(arrived).isSameAs(array);
        assertThat(file).exists();

        array.close();
        array.close();

        assertThat(file).doesNotExist();
        List<ThrowingCallable> uses =
                List.of(
                        () -> array.get(0),
                        () -> array.set(0, 1),
                        () -> array.getAndAdd(0, 1),
                        array::toArray,
                        () -> array.toArray(0, 1),
                        () -> array.setAll(0, new float[1]),
                        () -> array.fill(1),
                        array::stream,
                        array::length,
                        array::segment,
                        () -> Handles.bytes(array),
                        () -> Handles.object(sent));
        for (ThrowingCallable use : uses) {
            assertThatExceptionOfType(ClosedException.class)
                    .isThrownBy(use)
                    .withMessageContaining("closed");
        }
        assertThat(array).hasToString("closed");
        assertThatIllegalStateException().isThrownBy(() -> segment.get(ValueLayout.JAVA_FLOAT, 0));
    }

    @Test
    void closedSmallArray_saysSo() {
        SharedIntArray array = SharedIntArray.of(1, 2);
        array.close();
        assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> array.get(0));
    }

    /** The threads are in the middle of it; the JVM must live through that. */
    @Test
    void arrayClosedUnderItsUsers_isAnErrorAndNoCrash() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            SharedIntArray array = SharedIntArray.create(100_000);
            CountDownLatch running = new CountDownLatch(2);
            Queue<Throwable> ends = new ConcurrentLinkedQueue<>();
            Runnable use =
                    () -> {
                        try {
                            running.countDown();
                            for (int i = 0; ; i = (i + 1) % 100_000) {
                                array.getAndAdd(i, 1);
                            }
                        } catch (RuntimeException e) {
                            ends.add(e);
                        }
                    };
            Thread first = Thread.ofPlatform().start(use);
            Thread second = Thread.ofPlatform().start(use);
            running.await();
            array.close();
            first.join();
            second.join();
            assertThat(ends)
                    .hasSize(2)
                    .allMatch(e ->
                            e instanceof ClosedException || e instanceof IllegalStateException);
        }
    }

    @Test
    void getAll_fillsTheTarget() {
        byte[] bytes = new byte[2];
        SharedByteArray.of((byte) 1, (byte) 2, (byte) 3).getAll(1, bytes);
        assertThat(bytes).containsExactly(2, 3);
        short[] shorts = new short[1];
        SharedShortArray.of((short) 1, (short) 2).getAll(1, shorts);
        assertThat(shorts).containsExactly((short) 2);
        int[] ints = new int[2];
        SharedIntArray.of(1, 2, 3).getAll(1, ints);
        assertThat(ints).containsExactly(2, 3);
        long[] longs = new long[2];
        SharedLongArray.of(1, 2, 3).getAll(0, longs);
        assertThat(longs).containsExactly(1, 2);
        float[] floats = new float[2];
        SharedFloatArray.of(1, 2, 3).getAll(1, floats);
        assertThat(floats).containsExactly(2, 3);
        double[] doubles = new double[2];
        SharedDoubleArray.of(1, 2, 3).getAll(1, doubles);
        assertThat(doubles).containsExactly(2, 3);
        assertOutOfBounds(
                () -> SharedIntArray.create(1).getAll(0, new int[2]), "from=0, to=2, length=1");
        assertOutOfBounds(
                () -> SharedIntArray.create(1).getAll(-1, new int[1]), "from=-1, to=0, length=1");
    }
}
