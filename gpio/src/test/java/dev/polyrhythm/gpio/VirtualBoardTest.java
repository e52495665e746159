package dev.polyrhythm.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.gpio.internal.memory.PinLayout;
import dev.polyrhythm.gpio.internal.simulated.EdgeCursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pulses on a virtual clock: every edge is exact. */
@Timeout(60)
class VirtualBoardTest {
    private static final long MILLI = 1_000_000;

    private final VirtualClock clock = new VirtualClock();
    private final SimulatedBoard board = SimulatedBoard.withVirtualClock(clock);

    @AfterEach
    void close() {
        board.close();
    }

    private void advanceMillis(long millis) {
        clock.advance(Duration.ofMillis(millis));
    }

    private List<Long> widths(int pin) {
        List<Long> widths = new ArrayList<>();
        long rise = -1;
        for (Edge edge : board.edges(pin)) {
            if (!edge.high()) {
                widths.add(edge.nanoTime() - rise);
            }
            rise = edge.nanoTime();
        }
        return widths;
    }

    @Test
    void snippet_isTrue() {
        BoardSnippets.virtual();
    }

    @Test
    void lectureLoop_everyWidthAndPeriodIsExact() {
        Pwm pwm = board.pwm(24, 50);
        pwm.start(0);
        List<Long> expected = new ArrayList<>();
        for (int dutyCycle = 3; dutyCycle < 12; dutyCycle++) {
            pwm.setDutyCycle(dutyCycle);
            advanceMillis(dutyCycle == 3 ? 490 : 500); // between two rises
            for (int i = 0; i < 25; i++) {
                expected.add(dutyCycle * 200_000L);
            }
        }
        assertThat(widths(24)).isEqualTo(expected);
        List<Edge> rises = board.edges(24).stream().filter(Edge::high).toList();
        for (int i = 0; i < rises.size(); i++) {
            assertThat(rises.get(i).nanoTime()).isEqualTo(20L * i * MILLI);
        }
        PulseStatistics statistics = pwm.statistics();
        assertThat(statistics.pulses()).isEqualTo(225);
        assertThat(statistics.errorMax()).isEqualTo(Duration.ZERO);
        assertThat(statistics.narrowest()).isEqualTo(Duration.ofNanos(600_000));
        assertThat(statistics.widest()).isEqualTo(Duration.ofNanos(2_200_000));
        assertThat(statistics.skipped() + statistics.stretched()).isZero();
        assertThat(statistics.period()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void dutyCycle_fractions_areKeptToTheNanosecond() {
        Pwm pwm = board.pwm(24, 50);
        pwm.start(7.5);
        advanceMillis(10);
        pwm.setDutyCycle(7.500005);
        advanceMillis(20);
        pwm.setPulseWidth(Duration.ofNanos(1_234_567));
        advanceMillis(20);

        assertThat(widths(24)).containsExactly(1_500_000L, 1_500_001L, 1_234_567L);
    }

    @Test
    void setPoint_changedWithinAPulse_appliesToTheNextOne() {
        Pwm pwm = board.pwm(24, 50);
        pwm.start(10);
        advanceMillis(1);
        pwm.setDutyCycle(5);
        advanceMillis(39);

        assertThat(widths(24)).containsExactly(2 * MILLI, MILLI);
    }

    @Test
    void frequency_changed_keepsTheDutyCycle() {
        Pwm pwm = board.pwm(24, 50);
        pwm.start(10);
        advanceMillis(19);
        pwm.setFrequency(100);
        advanceMillis(21);

        assertThat(widths(24)).containsExactly(2 * MILLI, MILLI, MILLI);
        assertThat(pwm.getFrequency()).isEqualTo(100);
        assertThat(pwm.getDutyCycle()).isEqualTo(10);
    }

    @Test
    void frequency_changedThereAndBack_keepsTheDutyCycle() {
        Pwm pwm = board.pwm(24, 50);
        pwm.setDutyCycle(7.123456789);
        pwm.setFrequency(10_000_000);
        pwm.setFrequency(50);
        assertThat(pwm.getDutyCycle()).isEqualTo(7.123456789);
        assertThat(pwm.getPulseWidth()).isEqualTo(Duration.ofNanos(1_424_691));
    }

    @Test
    void dutyCycle_zero_staysLow() {
        Pwm pwm = board.pwm(24, 50);
        pwm.start(0);
        advanceMillis(100);
        assertThat(board.edges(24)).isEmpty();
        pwm.setDutyCycle(5);
        advanceMillis(20);
        pwm.setDutyCycle(0);
        advanceMillis(100);
        assertThat(widths(24)).hasSize(2);
        assertThat(board.level(24)).isFalse();
    }

    @Test
    void dutyCycle_hundred_staysHighUntilItChanges() {
        Pwm pwm = board.pwm(24, 50);
        pwm.start(100);
        advanceMillis(70);
        assertThat(board.level(24)).isTrue();
        assertThat(board.edges(24)).hasSize(1);
        pwm.setDutyCycle(50);
        advanceMillis(25);
        assertThat(board.edges(24).get(1)).isEqualTo(new Edge(24, false, 90 * MILLI));
        pwm.setDutyCycle(100);
        advanceMillis(100);
        pwm.stop();
        assertThat(board.level(24)).isFalse();
    }

    @Test
    void stop_duringAServoPulse_letsItEnd() {
        Pwm pwm = board.pwm(24, 50);
        pwm.start(10);
        advanceMillis(1);
        pwm.stop();
        assertThat(board.level(24)).isTrue();
        advanceMillis(100);
        assertThat(widths(24)).containsExactly(2 * MILLI);
        pwm.start(5);
        advanceMillis(20);
        assertThat(widths(24)).containsExactly(2 * MILLI, MILLI);
    }

    @Test
    void stop_duringALongPulse_cutsIt() {
        Pwm pwm = board.pwm(24, 1);
        pwm.start(50);
        advanceMillis(100);
        pwm.stop();
        assertThat(board.level(24)).isFalse();
        assertThat(widths(24)).containsExactly(100 * MILLI);
        assertThat(pwm.statistics().pulses()).isZero(); // a cut pulse is no pulse
    }

    @Test
    void pins_ofTwoRhythms_runSideBySide() {
        board.pwm(24, 50).start(5);
        board.pwm(25, 40).start(10);
        advanceMillis(200);

        assertThat(widths(24)).hasSize(10).containsOnly(MILLI);
        assertThat(widths(25)).hasSize(8).containsOnly(2_500_000L);
    }

    @Test
    void close_leavesTheLinesLowAndThePinsFree() {
        board.pwm(24, 50).start(100);
        Output output = board.output(25);
        output.on();
        board.close();

        assertThat(board.level(24)).isFalse();
        assertThat(board.level(25)).isFalse();
    }

    @Test
    void servo_angles_areWidths() {
        Servo servo = board.servo(18);
        assertThat(servo.getAngle()).isZero();
        servo.setAngle(0);
        advanceMillis(10);
        servo.setAngle(90);
        advanceMillis(20);
        servo.setAngle(180);
        advanceMillis(20);
        assertThat(servo.getAngle()).isEqualTo(180);
        servo.detach();
        advanceMillis(100);
        assertThat(widths(18)).containsExactly(600_000L, 1_500_000L, 2_400_000L);
    }

    @Test
    void ring_overrun_keepsTheLastEdges() {
        Output output = board.output(4);
        for (int i = 0; i < PinLayout.RING_EDGES + 10; i++) {
            output.toggle();
        }
        List<Edge> edges = board.edges(4);
        assertThat(edges).hasSize(PinLayout.RING_EDGES);
        EdgeCursor cursor = new EdgeCursor(board.backend().memory().open(4), 1);
        cursor.drain(edge -> {});
        assertThat(cursor.lost()).isEqualTo(10);
    }
}
