package dev.polyrhythm.gpio.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.gpio.PinInUseException;
import dev.polyrhythm.gpio.SimulatedBoard;
import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Motors, as their shaft turns. */
@Timeout(60)
class MotorTest {
    private static final Duration WINDOW = Duration.ofMillis(100);

    private final VirtualClock clock = new VirtualClock();
    private final SimulatedBoard board = SimulatedBoard.withVirtualClock(clock);
    private final SimulatedMotor shaft = new SimulatedMotor(board, 5, 6);

    @AfterEach
    void close() {
        board.close();
    }

    /** Returns the speed once what was asked for has taken effect. */
    private double speed() {
        clock.advance(Duration.ofMillis(20));
        clock.advance(WINDOW);
        return shaft.speed(WINDOW);
    }

    @Test
    void speeds_turnTheShaft() {
        Motor motor = new Motor(board, 5, 6);
        assertThat(speed()).isZero();
        motor.forward(0.25);
        assertThat(speed()).isEqualTo(0.25);
        motor.setSpeed(-0.5);
        assertThat(speed()).isEqualTo(-0.5);
        assertThat(motor.getSpeed()).isEqualTo(-0.5);
        motor.forward();
        assertThat(speed()).isEqualTo(1);
        motor.backward();
        assertThat(speed()).isEqualTo(-1);
        motor.backward(0.75);
        assertThat(speed()).isEqualTo(-0.75);
        motor.stop();
        assertThat(speed()).isZero();
        assertThat(shaft.isBraked()).isFalse();
    }

    @Test
    void brake_setsBothLinesHigh() {
        Motor motor = new Motor(board, 5, 6);
        motor.forward();
        motor.brake();
        assertThat(shaft.isBraked()).isTrue();
        assertThat(motor.getSpeed()).isZero();
        motor.stop();
        assertThat(board.level(5) || board.level(6)).isFalse();
    }

    @Test
    void phase_tellsTheDirection() {
        Motor motor = Motor.withPhase(board, 5, 7);
        motor.forward(0.5);
        assertThat(speed()).isEqualTo(0.5);
        assertThat(board.level(7)).isFalse();
        motor.backward(0.25);
        assertThat(speed()).isEqualTo(0.25);
        assertThat(board.level(7)).isTrue();
        motor.brake();
        assertThat(speed()).isZero();
        motor.forward();
        motor.close();
        assertThat(board.level(5) || board.level(7)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1.01, 1.01, Double.NaN, Double.NEGATIVE_INFINITY})
    void speed_outOfRange_isRefusedBeforeAnythingMoves(double speed) {
        Motor motor = new Motor(board, 5, 6);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> motor.setSpeed(speed))
                .withMessage("speed must be -1.0 to 1.0: speed=" + speed);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> motor.forward(speed))
                .withMessage("speed must be 0.0 to 1.0: speed=" + speed);
        assertThatIllegalArgumentException().isThrownBy(() -> motor.backward(speed));
        assertThat(speed()).isZero();
    }

    @Test
    void secondPinInUse_leavesTheFirstOneFree() {
        board.output(6);
        assertThatExceptionOfType(PinInUseException.class)
                .isThrownBy(() -> new Motor(board, 5, 6))
                .withMessageContaining("pin=6");
        assertThatExceptionOfType(PinInUseException.class)
                .isThrownBy(() -> Motor.withPhase(board, 5, 6));
        assertThatIllegalArgumentException().isThrownBy(() -> new Motor(board, 5, 28));
        new Motor(board, 5, 7).close();
    }

    @Test
    void close_leavesBothLinesLow() {
        Motor motor = new Motor(board, 5, 6);
        motor.brake();
        motor.close();
        motor.close();
        assertThat(board.level(5) || board.level(6)).isFalse();
        assertThatExceptionOfType(ClosedException.class).isThrownBy(motor::forward);
    }
}
