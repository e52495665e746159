package dev.polyrhythm.gpio.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.Worker;
import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.SimulatedBoard;
import dev.polyrhythm.testkit.LeakCheck;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Devices of workers that are processes. */
@Timeout(120)
@Tag("process")
@ExtendWith(LeakCheck.class)
class DeviceProcessTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static void blinkForEver(int pin) throws InterruptedException {
        try (Board board = Board.open();
                Led led = new Led(board, pin)) {
            led.blink(Duration.ofMillis(50), Duration.ofMillis(50));
            Thread.sleep(100_000);
        }
    }

    private static void press(int pin) {
        try (SimulatedBoard board = Board.simulated()) {
            new SimulatedButton(board, pin).press();
        }
    }

    @Test
    void led_ofAProcessThatIsKilled_isDarkAndFree() throws InterruptedException {
        try (SimulatedBoard board = Board.simulated()) {
            ProcessWorker worker = Worker.ofProcess().start(() -> blinkForEver(6));
            Awaitility.await().atMost(LONG).until(() -> board.edges(6).size() >= 4);
            worker.kill();
            worker.join();
            try (Led led = new Led(board, 6)) {
                assertThat(board.level(6)).isFalse();
                int edges = board.edges(6).size();
                led.on();
                Awaitility.await().atMost(LONG).until(() -> board.level(6));
                assertThat(board.edges(6)).hasSize(edges + 1);
            }
        }
    }

    @Test
    void button_pressedByAnotherProcess_isPressedHere() throws InterruptedException {
        try (SimulatedBoard board = Board.simulated();
                Button button = new Button(board, 3)) {
            Worker worker = Worker.ofProcess().start(() -> press(3));
            assertThat(button.awaitPress(LONG)).isTrue();
            worker.join();
            board.undrive(3);
            assertThat(button.awaitRelease(LONG)).isTrue();
        }
    }
}
