package dev.polyrhythm.platform;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FutexSetTest {
    private static final long LONG_NANOS = 50_999_999_999L;

    private final MemorySegment words = Arena.ofAuto().allocate(JAVA_INT, FutexSet.LARGEST);

    @BeforeEach
    void needsTheKernel() {
        assumeTrue(FutexSet.isAvailable(), "no futex_waitv on this system");
    }

    private MemorySegment word(int index) {
        return words.asSlice((long) index * Integer.BYTES, Integer.BYTES);
    }

    private FutexSet setOf(int count) {
        FutexSet set = new FutexSet();
        for (int i = 0; i < count; i++) {
            set.add(word(i), 0);
        }
        return set;
    }

    @Test
    void await_anyWordHasChanged_returnsAtOnce() {
        FutexSet set = setOf(5);
        word(3).set(JAVA_INT, 0, 1);
        set.await(LONG_NANOS);
        assertThat(set.size()).isEqualTo(5);
    }

    @Test
    void await_negativeValueUnchanged_waits() {
        word(0).set(JAVA_INT, 0, -7);
        FutexSet set = new FutexSet();
        set.add(word(0), -7);
        long start = System.nanoTime();
        set.await(5_000_000);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(4_000_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 127})
    void await_anyWordWoken_returns(int index) throws InterruptedException {
        FutexSet set = setOf(FutexSet.LARGEST);
        CountDownLatch returned = new CountDownLatch(1);
        Thread waiter =
                Thread.ofPlatform()
                        .start(() -> {
                            set.await(LONG_NANOS);
                            returned.countDown();
                        });
        Awaitility.await()
                .until(() -> {
                    Futex.wake(word(index), 1);
                    return returned.getCount() == 0;
                });
        waiter.join();
    }

    @Test
    void set_isUsedAgainAfterClear() {
        FutexSet set = setOf(2);
        word(0).set(JAVA_INT, 0, 1);
        set.clear();
        assertThat(set.size()).isZero();
        set.add(word(1), 0);
        long start = System.nanoTime();
        set.await(5_000_000);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(4_000_000);
    }

    @Test
    void set_full_refusesMore() {
        FutexSet set = setOf(FutexSet.LARGEST);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> set.add(word(0), 0));
    }
}
