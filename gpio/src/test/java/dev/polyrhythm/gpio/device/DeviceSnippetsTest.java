package dev.polyrhythm.gpio.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.SimulatedBoard;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples of the Javadoc, on the simulated board and the real clock. */
@Timeout(60)
class DeviceSnippetsTest {
    private final SimulatedBoard board = Board.simulated();

    @AfterEach
    void close() {
        board.close();
    }

    @Test
    void outputs_leaveTheirLinesLow() throws InterruptedException {
        DeviceSnippets.led(board);
        DeviceSnippets.buzzer(board);
        DeviceSnippets.motor(board);
        DeviceSnippets.robot(board);
        DeviceSnippets.rgb(board);
        DeviceSnippets.servo(board);
        DeviceSnippets.stepper(board);
        for (int pin : new int[] {5, 6, 9, 10, 12, 13, 17, 18, 22}) {
            assertThat(board.level(pin)).as("pin %d", pin).isFalse();
            assertThat(board.edges(pin)).as("pin %d", pin).isNotEmpty();
        }
    }

    @Test
    void button_pressed_endsTheExample() throws InterruptedException {
        SimulatedButton finger = new SimulatedButton(board, 2);
        finger.press();
        DeviceSnippets.button(board);
        finger.release();
        assertThat(board.level(17)).isFalse();
    }

    @Test
    void sensors_seeWhatIsThere() throws InterruptedException {
        try (SimulatedEcho wall = new SimulatedEcho(board, 23, 24)) {
            wall.setDistance(1);
            Awaitility.await()
                    .ignoreException(NoEchoException.class) // a busy machine makes the model late
                    .until(() -> DeviceSnippets.distance(board).isPresent());
        }
        board.drive(4, true);
        assertThat(DeviceSnippets.motion(board)).isTrue();
        board.undrive(4);
    }
}
