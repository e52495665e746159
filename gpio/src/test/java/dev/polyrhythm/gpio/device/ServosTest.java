package dev.polyrhythm.gpio.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.gpio.PinInUseException;
import dev.polyrhythm.gpio.SimulatedBoard;
import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servos with a type, a trim and a limit, and those that turn round. */
@Timeout(60)
class ServosTest {
    private static final int PIN = 18;

    private final VirtualClock clock = new VirtualClock();
    private final SimulatedBoard board = SimulatedBoard.withVirtualClock(clock);

    @AfterEach
    void close() {
        board.close();
    }

    private void advanceMillis(long millis) {
        clock.advance(Duration.ofMillis(millis));
    }

    private List<Long> widthsInMicros() {
        List<Long> widths = new ArrayList<>();
        long rise = 0;
        for (Edge edge : board.edges(PIN)) {
            if (!edge.high()) {
                widths.add((edge.nanoTime() - rise) / 1000);
            }
            rise = edge.nanoTime();
        }
        return widths;
    }

    @Test
    void types_haveTheirWidths() {
        SmoothServo servo = new SmoothServo(board, PIN, ServoType.SG90);
        servo.setAngle(0);
        advanceMillis(10);
        servo.setAngle(180);
        advanceMillis(20);
        servo.close();
        SmoothServo strong = new SmoothServo(board, PIN, ServoType.MG996R);
        strong.setAngle(180);
        advanceMillis(10);
        assertThat(widthsInMicros()).containsExactly(500L, 2400L, 2500L);
    }

    @Test
    void trim_shiftsEveryPulse() {
        SmoothServo servo =
                new SmoothServo(board, PIN, ServoType.STANDARD, Duration.ofNanos(-50_000));
        servo.setAngle(90);
        advanceMillis(10);
        assertThat(widthsInMicros()).containsExactly(1450L);
    }

    @Test
    void angle_withALimit_isReachedNoFaster() throws InterruptedException {
        SmoothServo servo = new SmoothServo(board, PIN, ServoType.STANDARD);
        servo.setMaxSpeed(90);
        servo.setAngle(0);
        assertThat(servo.getAngle()).isZero();
        assertThat(servo.await(Duration.ZERO)).isTrue();
        servo.setAngle(90);
        for (int i = 1; i <= 10; i++) {
            assertThat(servo.getAngle()).isCloseTo(9 * i - 7.2, within(1e-9));
            advanceMillis(100);
        }
        assertThat(servo.getAngle()).isEqualTo(90);
        assertThat(servo.await(Duration.ZERO)).isTrue();
        advanceMillis(50); // the last pulse ends
        List<Long> widths = widthsInMicros();
        assertThat(widths.getLast()).isEqualTo(1500);
        for (int i = 1; i < widths.size(); i++) {
            assertThat(widths.get(i) - widths.get(i - 1)).isBetween(0L, 11L);
        }
        servo.setAngle(0);
        advanceMillis(500);
        assertThat(servo.getAngle()).isCloseTo(43.2, within(1e-9));
        servo.detach();
        advanceMillis(1000);
        assertThat(servo.getAngle()).isCloseTo(43.2, within(1e-9));
        servo.setAngle(10);
        assertThat(servo.getAngle()).isEqualTo(10);
    }

    @Test
    void arm_followsThePulsesAsFastAsItCan() {
        SmoothServo servo = new SmoothServo(board, PIN, ServoType.SG90);
        SimulatedServo arm = new SimulatedServo(board, PIN, ServoType.SG90, 600);
        assertThat(arm.angle()).isEqualTo(90);
        servo.setAngle(180);
        advanceMillis(60);
        assertThat(arm.angle()).isBetween(115.0, 130.0);
        advanceMillis(200);
        assertThat(arm.angle()).isCloseTo(180, within(1e-6));
        servo.detach();
        advanceMillis(1000);
        assertThat(arm.angle()).isCloseTo(180, within(1e-6));
    }

    @Test
    void continuous_speeds_areWidths() {
        ContinuousServo servo = new ContinuousServo(board, PIN, Duration.ofNanos(20_000));
        servo.setSpeed(0);
        advanceMillis(10);
        servo.setSpeed(1);
        advanceMillis(20);
        servo.setSpeed(-0.5);
        advanceMillis(20);
        assertThat(servo.getSpeed()).isEqualTo(-0.5);
        servo.stop();
        advanceMillis(100);
        assertThat(widthsInMicros()).containsExactly(1520L, 2020L, 1270L);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 180.1, Double.NaN, Double.POSITIVE_INFINITY})
    void angle_outsideTheTravel_isRefusedBeforeItMoves(double degrees) {
        SmoothServo servo = new SmoothServo(board, PIN, ServoType.SG90);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> servo.setAngle(degrees))
                .withMessage("degrees must be 0.0 to 180.0: degrees=" + degrees);
        advanceMillis(100);
        assertThat(board.edges(PIN)).isEmpty();
    }

    @Test
    void badInput_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new SmoothServo(board, PIN, ServoType.SG90, Duration.ofMillis(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ContinuousServo(board, PIN, Duration.ofSeconds(-1)))
                .withMessage("trim must be -1 to 1 ms: trim=PT-1S");
        SmoothServo servo = new SmoothServo(board, PIN, ServoType.SG90);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> servo.setMaxSpeed(0))
                .withMessage("degreesPerSecond must be greater than 0: degreesPerSecond=0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> servo.setMaxSpeed(Double.NaN));
        ContinuousServo wheel = new ContinuousServo(board, 19);
        assertThatIllegalArgumentException().isThrownBy(() -> wheel.setSpeed(1.1));
        assertThatExceptionOfType(PinInUseException.class)
                .isThrownBy(() -> new ContinuousServo(board, PIN));
        servo.close();
        assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> servo.setAngle(1));
    }
}
