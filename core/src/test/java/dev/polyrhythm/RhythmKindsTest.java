package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.polyrhythm.memory.SharedLong;
import dev.polyrhythm.memory.SharedLongArray;
import dev.polyrhythm.memory.SharedQueue;
import dev.polyrhythm.testkit.LeakCheck;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Rhythms on the real clock, in each kind of worker: counts and order, never times. */
@Timeout(120)
@ExtendWith(LeakCheck.class)
class RhythmKindsTest {
    private static final long PERIOD_NANOS = 10_000_000;
    private static final int BEATS = 200; // two seconds

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "PROCESS")
    void twoSeconds_inAThread_haveNoDrift(Worker.Kind kind) throws InterruptedException {
        assertNoDrift(kind);
    }

    @Test
    @Tag("process")
    void twoSeconds_inAProcess_haveNoDrift() throws InterruptedException {
        assertNoDrift(Worker.Kind.PROCESS);
    }

    /** A rhythm that a task captures is the same in each kind of worker. */
    private static void assertNoDrift(Worker.Kind kind) throws InterruptedException {
        SharedLongArray origins = SharedLongArray.create(BEATS);
        SharedLong outOfOrder = SharedLong.create(0);
        SharedLong last = SharedLong.create(-1);
        try (SharedQueue<RhythmStatistics> results = SharedQueue.create(1)) {
            Rhythm rhythm =
                    Rhythm.every(Duration.ofNanos(PERIOD_NANOS)).maxTime(Duration.ofSeconds(2));
            Worker worker =
                    Worker.of(kind)
                            .start(() -> {
                                rhythm.run(beat -> {
                                    int number = (int) beat.number();
                                    origins.set(
                                            number, beat.deadlineNanos() - number * PERIOD_NANOS);
                                    if (last.get() + 1 + beat.missed() != number) {
                                        outOfOrder.getAndAdd(1);
                                    }
                                    last.set(number);
                                });
                                results.put(rhythm.statistics());
                            });
            worker.join();
            assertThat(worker.getFailure()).isEmpty();
            RhythmStatistics statistics = results.take();
            assertThat(statistics.beats() + statistics.missed()).isEqualTo(BEATS);
            assertThat(outOfOrder.get()).isZero();
            assertThat(origins.stream().filter(origin -> origin != 0).distinct().count())
                    .as("starts, computed from each beat's deadline and number")
                    .isEqualTo(1);
            assertThat(origins.stream().filter(origin -> origin != 0).count())
                    .isEqualTo(statistics.beats());
            assertThat(statistics.latenessMedian())
                    .isBetween(Duration.ZERO, statistics.lateness99());
            assertThat(statistics.lateness99()).isLessThanOrEqualTo(statistics.latenessMax());
        }
    }

    @Test
    @Tag("process")
    void rhythm_onAClockOfItsOwn_doesNotTravel() {
        Rhythm rhythm = Rhythm.every(Duration.ofMillis(1)).clock(new VirtualClock());
        assertThatExceptionOfType(NotSerializableTaskException.class)
                .isThrownBy(() -> Worker.ofProcess().start(() -> rhythm.run(beat -> {})))
                .withMessageContaining("clock")
                .withMessageContaining("VirtualClock");
    }

    @Test
    void snippet_isTrue() throws Exception {
        AtomicInteger steps = new AtomicInteger();
        RhythmStatistics statistics = RhythmSnippets.rhythm(() -> steps.incrementAndGet());
        assertThat(statistics.beats()).isEqualTo(steps.get());
        assertThat(statistics.beats() + statistics.missed()).isEqualTo(10);
    }
}
