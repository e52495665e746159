package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VirtualClockTest {
    private final VirtualClock clock = new VirtualClock();
    private final List<String> log = new ArrayList<>();

    private final class Every implements VirtualClock.Agenda {
        private final String name;
        private final long period;
        private long next;

        Every(String name, long period) {
            this.name = name;
            this.period = period;
            this.next = period;
        }

        @Override
        public long nextDeadlineNanos() {
            return next;
        }

        @Override
        public void runDue(long nowNanos) {
            if (nowNanos >= next) {
                log.add(name + nowNanos);
                next += period;
            }
        }
    }

    @Test
    void advance_twoAgendas_stopsAtEachDeadline() {
        clock.register(new Every("a", 3));
        clock.register(new Every("b", 2));

        clock.advance(Duration.ofNanos(6));

        assertThat(log).containsExactly("b2", "a3", "b4", "a6", "b6");
        assertThat(clock.nanoTime()).isEqualTo(6);
    }

    @Test
    void advance_unregisteredAgenda_isLeftAlone() {
        Every agenda = new Every("a", 3);
        clock.register(agenda);
        clock.unregister(agenda);

        clock.advance(Duration.ofNanos(10));

        assertThat(log).isEmpty();
    }

    @Test
    void advance_backwards_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.advance(Duration.ofNanos(-1)))
                .withMessageContaining("duration=PT-0.000000001S");
    }

    @Test
    void advance_byTwoThreadsDuringARhythm_addsUp() throws InterruptedException {
        Rhythm rhythm = Rhythm.every(Duration.ofNanos(3)).clock(clock).maxBeats(1_001);
        Worker beats = Worker.ofVirtual().start(() -> rhythm.run(beat -> {}));
        clock.awaitSleepers(1);
        Task moves =
                () -> {
                    for (int i = 0; i < 1_000; i++) {
                        clock.advance(Duration.ofNanos(2));
                    }
                };
        Worker one = Worker.ofPlatform().start(moves);
        Worker two = Worker.ofPlatform().start(moves);
        one.join();
        two.join();
        beats.join();

        assertThat(clock.nanoTime()).isEqualTo(4_000);
        assertThat(rhythm.statistics().latenessMax()).isEqualTo(Duration.ZERO);
    }

    @Test
    void advance_byAnAgenda_goesOnFromThere() {
        List<Long> times = new ArrayList<>();
        clock.register(
                new VirtualClock.Agenda() {
                    private long next = 5;

                    @Override
                    public long nextDeadlineNanos() {
                        return next;
                    }

                    @Override
                    public void runDue(long nowNanos) {
                        next = Long.MAX_VALUE;
                        clock.advance(Duration.ofNanos(100));
                        times.add(clock.nanoTime());
                    }
                });
        clock.advance(Duration.ofNanos(10));
        assertThat(times).containsExactly(105L);
        assertThat(clock.nanoTime()).isEqualTo(105);
    }

    @Test
    void sleepUntil_passedMoment_returnsAtOnce() throws InterruptedException {
        clock.advance(Duration.ofNanos(10));
        clock.sleepUntil(10);
        assertThat(clock.nanoTime()).isEqualTo(10);
    }
}
