package dev.polyrhythm.memory.internal.wait;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpinWaitTest {
    /** On a busy machine each yield lets other threads run, for as long as they like. */
    @Test
    void timeIsOver_neitherAttemptsNorYields() {
        AtomicInteger attempts = new AtomicInteger();
        AtomicInteger looks = new AtomicInteger();
        boolean done =
                SpinWait.until(
                        () -> attempts.incrementAndGet() > 0,
                        50,
                        10,
                        () -> looks.incrementAndGet() > 0);
        assertThat(done).isFalse();
        assertThat(attempts).hasValue(0);
        assertThat(looks).as("one before spinning, one before yielding").hasValue(2);
    }

    @Test
    void attempt_thatSucceedsAfterAYield_endsIt() {
        AtomicInteger attempts = new AtomicInteger();
        assertThat(SpinWait.until(() -> attempts.incrementAndGet() == 60, 50, 10, () -> false))
                .isTrue();
        assertThat(attempts).hasValue(60);
    }
}
