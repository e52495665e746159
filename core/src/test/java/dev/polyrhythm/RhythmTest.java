package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.polyrhythm.Rhythm.WhenLate;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rhythms on the virtual clock, where everything is exact. */
@Timeout(120)
@ExtendWith(LeakCheck.class)
class RhythmTest {
    private static final Duration PERIOD = Duration.ofMillis(10);
    private static final long MILLI = 1_000_000;

    private final VirtualClock clock = new VirtualClock();
    private final List<String> log = new ArrayList<>();

    /** Notes a beat as its number, deadline, lateness in ms, and missed ones before it. */
    private void note(Beat beat) {
        log.add(
                "%d at %d late %d missed %d"
                        .formatted(
                                beat.number(),
                                beat.deadlineNanos() / MILLI,
                                beat.lateness().toMillis(),
                                beat.missed()));
    }

    /** Lets the beats take so long, one after the other; the clock is moved by nothing else. */
    private BeatTask taking(int... millis) {
        return beat -> {
            int index = log.size();
            note(beat);
            clock.advance(Duration.ofMillis(millis[index]));
        };
    }

    private Rhythm rhythm() {
        return Rhythm.every(PERIOD).clock(clock);
    }

    /** Counts a beat that began exactly when it was due. */
    private BeatTask countingExact(AtomicInteger exact) {
        return beat -> {
            if (beat.number() == exact.get()
                    && beat.deadlineNanos() == beat.number() * PERIOD.toNanos()
                    && beat.deadlineNanos() == clock.nanoTime()) {
                exact.incrementAndGet();
            }
        };
    }

    @Test
    void anHour_ofTenMilliseconds_hasNoDrift() throws InterruptedException {
        Rhythm rhythm = rhythm().maxTime(Duration.ofHours(1));
        AtomicInteger exact = new AtomicInteger();
        Worker worker = Worker.ofPlatform().start(() -> rhythm.run(countingExact(exact)));
        clock.awaitSleepers(1);
        clock.advance(Duration.ofHours(1));
        worker.join();

        assertThat(exact.get()).isEqualTo(360_000);
        assertThat(rhythm.statistics())
                .isEqualTo(
                        new RhythmStatistics(
                                360_000, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO));
        assertThat(clock.nanoTime()).isEqualTo(Duration.ofHours(1).toNanos());
    }

    @Test
    void rhythms_ofTwoThreads_areBothExact() throws InterruptedException {
        AtomicInteger exact = new AtomicInteger();
        Rhythm slow = rhythm().maxBeats(300);
        Rhythm fast = Rhythm.every(Duration.ofNanos(3_333_333)).clock(clock).maxBeats(1_000);
        Worker one = Worker.ofPlatform().start(() -> slow.run(countingExact(exact)));
        Worker two = Worker.ofVirtual().start(() -> fast.run(beat -> {}));
        clock.awaitSleepers(2);
        clock.advance(Duration.ofSeconds(4));
        one.join();
        two.join();

        assertThat(exact.get()).isEqualTo(300);
        assertThat(fast.statistics().beats()).isEqualTo(1_000);
        assertThat(fast.statistics().latenessMax()).isEqualTo(Duration.ZERO);
    }

    @Test
    void clock_movedInTheMiddleOfAPeriod_leavesTheRhythmAsleep() throws InterruptedException {
        Rhythm rhythm = rhythm();
        ThreadWorker worker = (ThreadWorker) Worker.ofPlatform().start(() -> rhythm.run(b -> {}));
        clock.awaitSleepers(1);
        clock.advance(Duration.ofMillis(19));
        assertThat(rhythm.statistics().beats()).isEqualTo(2);
        clock.advance(Duration.ofMillis(1));
        assertThat(rhythm.statistics().beats()).isEqualTo(3);
        worker.interrupt();
        worker.join();
        assertThat(worker.getFailure()).containsInstanceOf(InterruptedException.class);
        clock.advance(Duration.ofDays(1));
        assertThat(rhythm.statistics().beats()).isEqualTo(3);
    }

    @Test
    void skip_afterALongBeat_runsTheLatestDueAndStaysOnTheGrid() throws Exception {
        Rhythm rhythm = rhythm().maxTime(Duration.ofMillis(60));
        rhythm.run(taking(25, 10, 5, 10, 10));

        assertThat(log)
                .containsExactly(
                        "0 at 0 late 0 missed 0",
                        "2 at 20 late 5 missed 1",
                        "3 at 30 late 5 missed 0",
                        "4 at 40 late 0 missed 0",
                        "5 at 50 late 0 missed 0");
        assertThat(rhythm.statistics().beats()).isEqualTo(5);
        assertThat(rhythm.statistics().missed()).isEqualTo(1);
        assertThat(rhythm.statistics().latenessMax()).isEqualTo(Duration.ofMillis(15));
    }

    @Test
    void skip_lateByExactlyAPeriod_missesOne() throws Exception {
        rhythm().maxBeats(2).run(taking(20, 0));
        assertThat(log).containsExactly("0 at 0 late 0 missed 0", "2 at 20 late 0 missed 1");
    }

    @Test
    void skip_lateByLess_missesNone() throws Exception {
        rhythm().maxBeats(3).run(taking(19, 2, 0));
        assertThat(log)
                .containsExactly(
                        "0 at 0 late 0 missed 0",
                        "1 at 10 late 9 missed 0",
                        "2 at 20 late 1 missed 0");
    }

    @Test
    void skip_pastTheEnd_countsTheBeatsOfTheTimeOnly() throws Exception {
        Rhythm rhythm = rhythm().maxTime(Duration.ofMillis(50));
        rhythm.run(taking(1_000));
        assertThat(rhythm.statistics().beats()).isEqualTo(1);
        assertThat(rhythm.statistics().missed()).isEqualTo(4);
        assertThat(rhythm.statistics().latenessMax()).isEqualTo(Duration.ofMillis(990));
    }

    @Test
    void catchUp_afterALongBeat_runsAllOfThem() throws Exception {
        Rhythm rhythm = rhythm().whenLate(WhenLate.CATCH_UP).maxBeats(5);
        rhythm.run(taking(35, 0, 0, 5, 0));

        assertThat(log)
                .containsExactly(
                        "0 at 0 late 0 missed 0",
                        "1 at 10 late 25 missed 0",
                        "2 at 20 late 15 missed 0",
                        "3 at 30 late 5 missed 0",
                        "4 at 40 late 0 missed 0");
        assertThat(rhythm.statistics().missed()).isZero();
        assertThat(rhythm.statistics().latenessMedian()).isBetween(ms(5), ms(6));
        assertThat(rhythm.statistics().lateness99()).isEqualTo(ms(25));
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }

    @Test
    void fail_afterALongBeat_throwsWithTheLateness() {
        Rhythm rhythm = rhythm().whenLate(WhenLate.FAIL);
        assertThatExceptionOfType(LateBeatException.class)
                .isThrownBy(() -> rhythm.run(taking(12, 23)))
                .withMessageEndingWith("beat=2, lateness=PT0.015S, period=PT0.01S")
                .satisfies(late -> {
                    assertThat(late.number()).isEqualTo(2);
                    assertThat(late.lateness()).isEqualTo(ms(15));
                });
        assertThat(log).containsExactly("0 at 0 late 0 missed 0", "1 at 10 late 2 missed 0");
        assertThat(rhythm.statistics().missed()).isEqualTo(1);
    }

    @Test
    void stop_byTheTask_endsItAfterThatBeat() throws Exception {
        rhythm().run(beat -> {
            note(beat);
            clock.advance(PERIOD);
            if (beat.number() == 2) {
                beat.stop();
            }
        });
        assertThat(log).hasSize(3);
    }

    @Test
    void maxTime_thatIsNoMultiple_hasABeatForEachDeadlineWithin() throws Exception {
        rhythm().maxTime(Duration.ofNanos(20_000_001)).run(taking(10, 10, 10));
        assertThat(log).hasSize(3);
        log.clear();
        rhythm().maxTime(Duration.ofMillis(20)).run(taking(10, 10));
        assertThat(log).hasSize(2);
    }

    @Test
    void interrupt_ofBeatsThatNeverSleep_endsThem() {
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() ->
                        rhythm().whenLate(WhenLate.CATCH_UP)
                                .run(beat -> {
                                    note(beat);
                                    clock.advance(ms(100));
                                    if (beat.number() == 1) {
                                        Thread.currentThread().interrupt();
                                    }
                                }))
                .withMessageEndingWith("beat=2");
        assertThat(log).hasSize(2);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void task_thatThrows_endsTheRun_andItCanBeRunAgain() throws Exception {
        Rhythm rhythm = rhythm().maxBeats(2);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() ->
                        rhythm.run(beat -> {
                            throw new IOException("on purpose");
                        }));
        assertThat(rhythm.statistics().beats()).isEqualTo(1);
        clock.advance(ms(7)); // nothing holds the clock up
        rhythm.run(taking(10, 0));
        assertThat(log).containsExactly("0 at 7 late 0 missed 0", "1 at 17 late 0 missed 0");
        assertThat(rhythm.statistics().beats()).isEqualTo(2);
    }

    @Test
    void rhythm_withinABeatOfAnother_holdsTheClockUntilBothEnd() throws Exception {
        Rhythm inner = Rhythm.every(ms(1)).clock(clock).maxBeats(3);
        rhythm().maxBeats(1).run(beat -> inner.run(other -> clock.advance(ms(1))));
        assertThat(inner.statistics().beats()).isEqualTo(3);
        clock.advance(ms(1));
        assertThat(clock.nanoTime()).isEqualTo(4 * MILLI);
    }

    @Test
    void rhythm_thatRuns_isNeitherChangedNorRunAgain() throws Exception {
        Rhythm rhythm = rhythm().maxBeats(1);
        rhythm.run(beat -> {
            assertThatIllegalStateException()
                    .isThrownBy(() -> rhythm.maxBeats(5))
                    .withMessageContaining("period=PT0.01S");
            assertThatIllegalStateException().isThrownBy(() -> rhythm.run(other -> {}));
        });
        rhythm.maxBeats(5);
    }

    @Test
    void statistics_beforeTheFirstRun_areZero() {
        assertThat(rhythm().statistics())
                .isEqualTo(new RhythmStatistics(0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT876000H0.000000001S"})
    void duration_outOfRange_isRefused(String text) {
        Duration duration = Duration.parse(text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rhythm.every(duration))
                .withMessage(
                        "period must be greater than zero and at most 36500 days: period=" + text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rhythm().maxTime(duration))
                .withMessageEndingWith("maxTime=" + text);
    }

    @Test
    void duration_thatNoLongHolds_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rhythm.every(Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @Test
    void duration_ofTheLongest_isAccepted() throws Exception {
        Rhythm.every(Duration.ofDays(36_500)).maxTime(Duration.ofDays(36_500)).run(beat -> {});
    }

    @Test
    void maxBeats_zero_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rhythm().maxBeats(0))
                .withMessage("maxBeats must be 1 or more: maxBeats=0");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without the checker can do
    void nulls_areRefused() {
        assertThatNullPointerException().isThrownBy(() -> Rhythm.every(null));
        assertThatNullPointerException().isThrownBy(() -> rhythm().whenLate(null));
        assertThatNullPointerException().isThrownBy(() -> rhythm().maxTime(null));
        assertThatNullPointerException().isThrownBy(() -> rhythm().clock(null));
        assertThatNullPointerException().isThrownBy(() -> rhythm().run(null));
    }
}
