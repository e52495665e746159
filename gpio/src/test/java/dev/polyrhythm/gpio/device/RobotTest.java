package dev.polyrhythm.gpio.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.gpio.SimulatedBoard;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two wheels that turn together. */
@Timeout(60)
class RobotTest {
    private static final Duration WINDOW = Duration.ofMillis(100);

    private final VirtualClock clock = new VirtualClock();
    private final SimulatedBoard board = SimulatedBoard.withVirtualClock(clock);
    private final SimulatedMotor left = new SimulatedMotor(board, 5, 6);
    private final SimulatedMotor right = new SimulatedMotor(board, 12, 13);
    private final Robot robot = new Robot(new Motor(board, 5, 6), new Motor(board, 12, 13));

    @AfterEach
    void close() {
        board.close();
    }

    private void assertSpeeds(double leftSpeed, double rightSpeed) {
        clock.advance(Duration.ofMillis(20)); // what was asked for takes effect
        clock.advance(WINDOW);
        assertThat(left.speed(WINDOW)).isEqualTo(leftSpeed);
        assertThat(right.speed(WINDOW)).isEqualTo(rightSpeed);
    }

    @Test
    void commands_turnBothWheels() {
        assertSpeeds(0, 0);
        robot.forward(1);
        assertSpeeds(1, 1);
        robot.backward(0.5);
        assertSpeeds(-0.5, -0.5);
        robot.left(0.25);
        assertSpeeds(-0.25, 0.25);
        robot.right(0.75);
        assertSpeeds(0.75, -0.75);
        robot.stop();
        assertSpeeds(0, 0);
    }

    @Test
    void curve_slowsTheWheelInside() {
        robot.curve(1, 0);
        assertSpeeds(1, 1);
        robot.curve(1, -0.5);
        assertSpeeds(0.5, 1);
        robot.curve(-0.5, 1);
        assertSpeeds(-0.5, 0);
    }

    @Test
    void badInput_movesNeitherWheel() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> robot.drive(1, Double.NaN))
                .withMessage("rightSpeed must be -1.0 to 1.0: rightSpeed=NaN");
        assertThatIllegalArgumentException().isThrownBy(() -> robot.forward(-0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> robot.curve(1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> robot.curve(Double.NaN, 0));
        assertSpeeds(0, 0);
    }

    @Test
    void oneMotorTwice_isRefused() {
        Motor motor = new Motor(board, 16, 17);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Robot(motor, motor))
                .withMessageContaining("two motors");
    }

    @Test
    void close_freesAllPins() {
        robot.forward(1);
        robot.close();
        robot.close();
        assertSpeedsAreZero();
        new Motor(board, 5, 13).close();
        new Motor(board, 12, 6).close();
    }

    private void assertSpeedsAreZero() {
        for (int pin : new int[] {5, 6, 12, 13}) {
            assertThat(board.level(pin)).isFalse();
        }
    }
}
