package dev.polyrhythm.gpio.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.gpio.PinInUseException;
import dev.polyrhythm.gpio.SimulatedBoard;
import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steppers, as their rotor turns. */
@Timeout(60)
class StepperTest {
    private static final long MILLI = 1_000_000;

    private final VirtualClock clock = new VirtualClock();
    private final SimulatedBoard board = SimulatedBoard.withVirtualClock(clock);
    private final SimulatedStepper rotor = new SimulatedStepper(board, 5, 6, 12, 13);

    @AfterEach
    void close() {
        board.close();
    }

    private void advanceMillis(long millis) {
        clock.advance(Duration.ofMillis(millis));
    }

    private Stepper coils() {
        return Stepper.ofCoils(board, 5, 6, 12, 13);
    }

    private List<Long> rises(int pin) {
        return board.edges(pin).stream().filter(Edge::high).map(Edge::nanoTime).toList();
    }

    @Test
    void coils_areSwitchedInHalfStepsAtExactTimes() {
        Stepper stepper = coils();
        stepper.move(8);
        advanceMillis(1000);
        assertThat(rises(6)).containsExactly(2 * MILLI); // with the first coil, then alone ...
        assertThat(rises(12)).containsExactly(6 * MILLI);
        assertThat(rises(13)).containsExactly(10 * MILLI);
        assertThat(rises(5)).containsExactly(2 * MILLI, 14 * MILLI);
        assertThat(stepper.isMoving()).isFalse();
        assertThat(stepper.getPosition()).isEqualTo(8);
        assertThat(rotor.position()).isEqualTo(8);
    }

    @Test
    void rotor_followsForwardAndBackward() throws InterruptedException {
        Stepper stepper = coils();
        stepper.setSpeed(1000);
        stepper.rotate(180);
        advanceMillis(1000);
        assertThat(stepper.isMoving()).isTrue();
        assertThat(stepper.getPosition()).isEqualTo(1000);
        advanceMillis(1048);
        assertThat(stepper.await(Duration.ZERO)).isTrue();
        assertThat(rotor.position()).isEqualTo(2048);
        stepper.moveTo(-10);
        advanceMillis(10_000);
        assertThat(stepper.getPosition()).isEqualTo(-10);
        assertThat(rotor.position()).isEqualTo(-10);
    }

    @Test
    void acceleration_isKeptAtBothEnds() {
        Stepper stepper = coils();
        stepper.setSpeed(100);
        stepper.setAcceleration(100);
        stepper.move(1000);
        advanceMillis(1000);
        assertThat(stepper.getPosition()).isEqualTo(50);
        advanceMillis(9000);
        assertThat(stepper.getPosition()).isEqualTo(950);
        advanceMillis(999);
        assertThat(stepper.isMoving()).isTrue();
        advanceMillis(1);
        assertThat(stepper.isMoving()).isFalse();
        assertThat(rotor.position()).isEqualTo(1000);
    }

    @Test
    void driver_isGivenAPulseForEachStep() {
        Stepper stepper = Stepper.ofDriver(board, 20, 21, 200);
        stepper.setSpeed(100);
        stepper.rotate(-3.6);
        advanceMillis(100);
        assertThat(board.level(21)).isFalse();
        stepper.move(2);
        advanceMillis(100);
        assertThat(board.edges(20))
                .containsExactly(
                        new Edge(20, true, 10 * MILLI),
                        new Edge(20, false, 15 * MILLI),
                        new Edge(20, true, 20 * MILLI),
                        new Edge(20, false, 25 * MILLI),
                        new Edge(20, true, 110 * MILLI),
                        new Edge(20, false, 115 * MILLI),
                        new Edge(20, true, 120 * MILLI),
                        new Edge(20, false, 125 * MILLI));
        assertThat(board.edges(21)).containsExactly(new Edge(21, true, 100 * MILLI));
        assertThat(stepper.getPosition()).isZero();
    }

    @Test
    void stop_inAPulse_endsItAndTheMove() {
        Stepper stepper = Stepper.ofDriver(board, 20, 21, 200);
        stepper.setSpeed(100);
        stepper.move(100);
        advanceMillis(31);
        assertThat(board.level(20)).isTrue();
        stepper.stop();
        assertThat(board.level(20)).isFalse();
        advanceMillis(1000);
        assertThat(stepper.getPosition()).isEqualTo(3);
        stepper.resetPosition();
        stepper.moveTo(0);
        advanceMillis(1000);
        assertThat(stepper.getPosition()).isZero();
    }

    @Test
    void release_switchesTheCoilsOffAndTheNextMoveGoesOn() {
        Stepper stepper = coils();
        stepper.move(3);
        advanceMillis(100);
        stepper.release();
        for (int pin : new int[] {5, 6, 12, 13}) {
            assertThat(board.level(pin)).isFalse();
        }
        advanceMillis(100);
        stepper.move(3);
        advanceMillis(100);
        assertThat(rotor.position()).isEqualTo(6);
    }

    @Test
    void close_leavesTheLinesLow() {
        Stepper stepper = coils();
        stepper.move(100);
        advanceMillis(50);
        stepper.close();
        stepper.close();
        advanceMillis(50);
        for (int pin : new int[] {5, 6, 12, 13}) {
            assertThat(board.level(pin)).isFalse();
        }
        assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> stepper.move(1));
        coils().close();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 100_001, Double.NaN, Double.POSITIVE_INFINITY})
    void speed_outOfRange_isRefused(double speed) {
        Stepper stepper = coils();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stepper.setSpeed(speed))
                .withMessage("stepsPerSecond must be 0.001 to 100000.0: stepsPerSecond=" + speed);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stepper.setAcceleration(speed == 100_001 ? 2e9 : speed));
    }

    @Test
    void badInput_isRefusedBeforeAnythingMoves() {
        Stepper stepper = coils();
        assertThatIllegalArgumentException().isThrownBy(() -> stepper.rotate(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> stepper.rotate(1e10));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> stepper.move(Long.MIN_VALUE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stepper.ofDriver(board, 20, 21, 0))
                .withMessage("stepsPerTurn must be 1 or more: stepsPerTurn=0");
        assertThatExceptionOfType(PinInUseException.class)
                .isThrownBy(() -> Stepper.ofCoils(board, 1, 2, 3, 13));
        board.output(1).close();
        advanceMillis(100);
        assertThat(rotor.position()).isZero();
    }

    @Test
    void move_onTheRealClock_losesNoStep() throws InterruptedException {
        try (SimulatedBoard real = Board.simulated();
                Stepper stepper = Stepper.ofDriver(real, 20, 21, 200)) {
            int before = real.edges(20).size();
            stepper.setSpeed(500);
            stepper.setAcceleration(2000);
            stepper.rotate(360);
            assertThat(stepper.await(Duration.ofSeconds(50))).isTrue();
            assertThat(stepper.getPosition()).isEqualTo(200);
            assertThat(real.edges(20)).hasSize(before + 400);
        }
    }
}
