package dev.polyrhythm.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedValueTest {
    private static final int ROUNDS = 20_000;
    private static final int THREADS = 4;

    private static void inThreads(Runnable action) {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                threads.execute(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        action.run();
                    }
                });
            }
        }
    }

    @Test
    void int_operations() {
        SharedInt value = SharedInt.create(5);
        assertThat(value.get()).isEqualTo(5);
        value.set(-7);
        assertThat(value.getAndAdd(10)).isEqualTo(-7);
        assertThat(value.addAndGet(4)).isEqualTo(7);
        assertThat(value.compareAndSet(8, 1)).isFalse();
        assertThat(value.compareAndSet(7, 1)).isTrue();
        assertThat(value.update(v -> v * 6)).isEqualTo(6);
        assertThat(value).hasToString("6");
    }

    @Test
    void int_overflow_wrapsAsIntsDo() {
        SharedInt value = SharedInt.create(Integer.MAX_VALUE);
        assertThat(value.addAndGet(1)).isEqualTo(Integer.MIN_VALUE);
    }

    @Test
    void long_operations() {
        SharedLong value = SharedLong.create(1L << 40);
        assertThat(value.getAndAdd(1)).isEqualTo(1L << 40);
        assertThat(value.addAndGet(1)).isEqualTo((1L << 40) + 2);
        assertThat(value.compareAndSet(0, 1)).isFalse();
        assertThat(value.update(v -> v >> 40)).isEqualTo(1);
        value.set(Long.MIN_VALUE);
        assertThat(value.get()).isEqualTo(Long.MIN_VALUE);
        assertThat(value).hasToString(Long.toString(Long.MIN_VALUE));
    }

    @Test
    void double_operations() {
        SharedDouble value = SharedDouble.create(1.5);
        assertThat(value.getAndAdd(0.25)).isEqualTo(1.5);
        assertThat(value.addAndGet(0.25)).isEqualTo(2.0);
        assertThat(value.update(Math::sqrt)).isEqualTo(Math.sqrt(2));
        value.set(Double.NaN);
        assertThat(value.compareAndSet(Double.NaN, 3)).isTrue();
        assertThat(value.compareAndSet(-3, 4)).isFalse();
        assertThat(value).hasToString("3.0");
    }

    @Test
    void float_operations() {
        SharedFloat value = SharedFloat.create(1.5f);
        assertThat(value.getAndAdd(0.25f)).isEqualTo(1.5f);
        assertThat(value.addAndGet(0.25f)).isEqualTo(2f);
        assertThat(value.update(v -> v * 3)).isEqualTo(6f);
        value.set(Float.NaN);
        assertThat(value.compareAndSet(Float.NaN, 3)).isTrue();
        assertThat(value.compareAndSet(-3, 4)).isFalse();
        assertThat(value).hasToString("3.0");
    }

    @Test
    void boolean_operations() {
        SharedBoolean value = SharedBoolean.create(true);
        assertThat(value.getAndSet(false)).isTrue();
        assertThat(value.get()).isFalse();
        assertThat(value.compareAndSet(true, false)).isFalse();
        assertThat(value.compareAndSet(false, true)).isTrue();
        value.set(false);
        assertThat(value).hasToString("false");
    }

    @Test
    void additions_ofManyThreads_allCount() {
        SharedInt i = SharedInt.create(0);
        SharedLong l = SharedLong.create(0);
        SharedDouble d = SharedDouble.create(0);
        SharedInt u = SharedInt.create(0);
        inThreads(() -> {
            i.getAndAdd(1);
            l.addAndGet(2);
            d.getAndAdd(0.5);
            u.update(v -> v + 1);
        });

        assertThat(i.get()).isEqualTo(THREADS * ROUNDS);
        assertThat(l.get()).isEqualTo(2L * THREADS * ROUNDS);
        assertThat(d.get()).isEqualTo(0.5 * THREADS * ROUNDS);
        assertThat(u.get()).isEqualTo(THREADS * ROUNDS);
    }

    @Test
    void values_doNotTouchEachOther() {
        SharedInt[] many = new SharedInt[10_000]; // over the border of a chunk file
        for (int i = 0; i < many.length; i++) {
            many[i] = SharedInt.create(i);
        }
        for (int i = 0; i < many.length; i++) {
            assertThat(many[i].get()).isEqualTo(i);
        }
    }
}
