package dev.polyrhythm.platform;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.polyrhythm.testkit.ChildJvm;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FutexTest {
    private static final long LONG_NANOS = 50_000_000_000L;

    private final MemorySegment word = Arena.ofAuto().allocate(JAVA_INT);

    @Test
    void await_wordHasChanged_returnsAtOnce() {
        assumeTrue(Futex.isAvailable(), "no futex on this system");
        word.set(JAVA_INT, 0, 5);
        Futex.await(word, 4, LONG_NANOS);
        assertThat(word.get(JAVA_INT, 0)).isEqualTo(5);
    }

    @Test
    void await_woken_returns() throws InterruptedException {
        assumeTrue(Futex.isAvailable(), "no futex on this system");
        CountDownLatch returned = new CountDownLatch(1);
        Thread waiter =
                Thread.ofPlatform()
                        .start(() -> {
                            Futex.await(word, 0, LONG_NANOS);
                            returned.countDown();
                        });
        Awaitility.await()
                .until(() -> {
                    Futex.wake(word, 1);
                    return returned.getCount() == 0;
                });
        waiter.join();
    }

    @Test
    void await_nobodyWakes_returnsAfterTheLimit() {
        assumeTrue(Futex.isAvailable(), "no futex on this system");
        long start = System.nanoTime();
        Futex.await(word, 0, 5_000_000);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(4_000_000);
    }

    /** Says what it may do. */
    static final class Asker {
        private Asker() {}

        public static void main(String[] arguments) {
            System.out.println("granted " + NativeAccess.isGranted() + " " + Futex.isAvailable());
        }
    }

    @Test
    @Tag("process")
    void permission_isAskedForWithoutAWord() {
        try (ChildJvm without = ChildJvm.start(Asker.class);
                ChildJvm with = ChildJvm.start(Asker.class, NativeAccess.option())) {
            assertThat(without.awaitExit()).isZero();
            assertThat(without.lines()).containsExactly("granted false false");
            assertThat(with.awaitExit()).isZero();
            assertThat(with.lines()).first().asString().startsWith("granted ");
        }
    }
}
