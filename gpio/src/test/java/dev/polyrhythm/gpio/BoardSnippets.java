package dev.polyrhythm.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The code that the Javadoc quotes. */
final class BoardSnippets {
    private BoardSnippets() {}

    static void pwm() throws InterruptedException {
        // @start region="pwm"
        try (Board board = Board.open();
                Pwm pwm = board.pwm(24, 50)) { // pin 24, 50 times a second
            pwm.start(0);
            for (int dutyCycle = 3; dutyCycle < 12; dutyCycle++) {
                pwm.setDutyCycle(dutyCycle);
                Thread.sleep(500);
            }
        }
        // @end
    }

    static void listener(SimulatedBoard board, CountDownLatch pressed) throws InterruptedException {
        // @start region="listener"
        try (Input button = board.input(17);
                Output lamp = board.output(27)) {
            button.onRise(edge -> {
                lamp.on();
                pressed.countDown();
            });
            button.onFall(edge -> lamp.off());
            board.drive(17, true); // as a finger would
            pressed.await();
        }
        // @end
    }

    static void virtual() {
        // @start region="virtual"
        VirtualClock clock = new VirtualClock();
        try (SimulatedBoard board = SimulatedBoard.withVirtualClock(clock)) {
            board.pwm(24, 50).start(7.5);
            clock.advance(Duration.ofMillis(20));
            assertThat(board.edges(24))
                    .isEqualTo(
                            List.of(
                                    new Edge(24, true, 0),
                                    new Edge(24, false, 1_500_000),
                                    new Edge(24, true, 20_000_000)));
        }
        // @end
    }
}
