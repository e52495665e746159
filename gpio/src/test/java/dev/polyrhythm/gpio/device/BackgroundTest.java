package dev.polyrhythm.gpio.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.polyrhythm.NanoClock;
import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Steps that are late, and steps that fail. */
@Timeout(60)
class BackgroundTest {
    private static final Duration LONG = Duration.ofDays(1);

    /** Wakes every thread late by the same time. */
    private static final class LateClock implements NanoClock {
        private final long lateNanos;
        private volatile long now;

        LateClock(long lateNanos) {
            this.lateNanos = lateNanos;
        }

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void sleepUntil(long deadlineNanos) {
            now = deadlineNanos + lateNanos;
        }
    }

    private static List<Long> dueTimes(long lateNanos) throws InterruptedException {
        List<Long> times = new CopyOnWriteArrayList<>();
        Background background = new Background(new LateClock(lateNanos));
        background.start(due -> {
            times.add(due);
            return times.size() == 4 ? Steps.END : due + 10;
        });
        assertThat(background.await(LONG)).isTrue();
        return times;
    }

    @Test
    void steps_thatAreALittleLate_keepTheirTimes() throws InterruptedException {
        assertThat(dueTimes(5)).containsExactly(0L, 10L, 20L, 30L);
    }

    @Test
    void steps_thatAreTooLate_moveTheLaterOnes() throws InterruptedException {
        assertThat(dueTimes(6)).containsExactly(0L, 10L, 26L, 42L);
    }

    @Test
    void firstStep_thatFails_isTheCommandsError() {
        Background background = new Background(new VirtualClock());
        assertThatExceptionOfType(ClosedException.class)
                .isThrownBy(() ->
                        background.start(due -> {
                            throw new ClosedException("on purpose");
                        }));
        assertThat(background.isActive()).isFalse();
    }

    @Test
    void laterStep_thatFails_endsWhatIsUnderWay() {
        VirtualClock clock = new VirtualClock();
        Background background = new Background(clock);
        background.start(due -> {
            if (due == 10) {
                throw new IllegalStateException("on purpose");
            }
            return due + 10;
        });
        assertThat(background.isActive()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> clock.advance(Duration.ofNanos(10)));
        assertThat(background.isActive()).isFalse();
        clock.advance(Duration.ofNanos(100));
    }
}
