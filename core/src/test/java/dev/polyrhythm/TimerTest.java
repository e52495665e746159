package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.polyrhythm.testkit.LeakCheck;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@Timeout(60)
@ExtendWith(LeakCheck.class)
class TimerTest {
    private final VirtualClock clock = new VirtualClock();
    private final AtomicInteger rung = new AtomicInteger();
    private final AtomicLong at = new AtomicLong();

    private Timer timer(Duration delay) {
        return new Timer(
                clock,
                delay,
                () -> {
                    rung.incrementAndGet();
                    at.set(clock.nanoTime());
                });
    }

    @Test
    void timer_delayPassed_firesOnce() throws InterruptedException {
        Timer timer = timer(Duration.ofSeconds(5));
        timer.start();
        clock.awaitSleepers(1);
        clock.advance(Duration.ofNanos(4_999_999_999L));
        assertThat(timer.isAlive()).isTrue();
        assertThat(rung.get()).isZero();

        clock.advance(Duration.ofNanos(1));
        timer.join();
        assertThat(rung.get()).isEqualTo(1);
        assertThat(at.get()).isEqualTo(5_000_000_000L);
    }

    @Test
    void cancel_whileWaiting_endsItWithoutTheTask() throws InterruptedException {
        Timer timer = timer(Duration.ofSeconds(5));
        timer.start();
        clock.awaitSleepers(1);
        timer.cancel();
        timer.join();

        assertThat(rung.get()).isZero();
        assertThat(timer.getFailure()).isEmpty();
    }

    @Test
    void cancel_beforeStart_neverFires() throws InterruptedException {
        Timer timer = timer(Duration.ofDays(1));
        timer.cancel();
        timer.start();
        timer.join();

        assertThat(rung.get()).isZero();
    }

    @Test
    void cancel_afterFiring_doesNothing() throws InterruptedException {
        Timer timer = timer(Duration.ZERO);
        timer.start();
        timer.join();
        timer.cancel();

        assertThat(rung.get()).isEqualTo(1);
        assertThat(timer.getFailure()).isEmpty();
    }

    @Test
    void delay_longerThanTheClock_waits() throws InterruptedException {
        Timer timer = new Timer(Duration.ofSeconds(Long.MAX_VALUE), () -> rung.incrementAndGet());
        timer.start();
        assertThat(timer.join(Duration.ofMillis(20))).isFalse();
        timer.cancel();
        timer.join();
        assertThat(rung.get()).isZero();
    }

    @Test
    void delay_onTheSystemClock_fires() throws InterruptedException {
        Timer timer = new Timer(Duration.ofMillis(5), () -> rung.incrementAndGet());
        timer.start();
        timer.join();
        assertThat(rung.get()).isEqualTo(1);
    }

    @Test
    void timer_ofVirtual_firesOnAVirtualThread() throws InterruptedException {
        Timer timer =
                Timer.ofVirtual(
                        Duration.ZERO,
                        () -> {
                            assertThat(Thread.currentThread().isVirtual()).isTrue();
                            assertThat(Worker.current()).isInstanceOf(Timer.class);
                            rung.incrementAndGet();
                        });
        timer.start();
        timer.join();
        assertThat(timer.getFailure()).isEmpty();
        assertThat(rung.get()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "PROCESS")
    void timer_ofEitherKind_firesExactlyOnItsClock(Worker.Kind kind) throws InterruptedException {
        Timer timer = new Timer(kind, clock, Duration.ofNanos(7), () -> at.set(clock.nanoTime()));
        timer.start();
        clock.awaitSleepers(1);
        clock.advance(Duration.ofNanos(7));
        timer.join();
        assertThat(at.get()).isEqualTo(7);
        assertThat(timer.thread().isVirtual()).isEqualTo(kind == Worker.Kind.VIRTUAL);
    }

    @Test
    void timer_ofVirtual_canBeCancelled() throws InterruptedException {
        Timer timer = Timer.ofVirtual(Duration.ofDays(1), () -> rung.incrementAndGet());
        timer.start();
        timer.cancel();
        timer.join();
        assertThat(rung.get()).isZero();
        assertThat(timer.getFailure()).isEmpty();
    }

    @Test
    void timer_asAProcess_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timer(Worker.Kind.PROCESS, clock, Duration.ZERO, () -> {}))
                .withMessageEndingWith("its task can start a process: kind=PROCESS");
    }

    @Test
    void delay_negative_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timer(Duration.ofSeconds(-1), () -> {}))
                .withMessage("delay must be 0 or more: delay=PT-1S");
    }
}
