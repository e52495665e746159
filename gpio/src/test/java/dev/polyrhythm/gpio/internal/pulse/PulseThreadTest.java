package dev.polyrhythm.gpio.internal.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.gpio.internal.memory.BoardMemory;
import dev.polyrhythm.gpio.internal.memory.PinLayout;
import dev.polyrhythm.gpio.internal.memory.PinMemory;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PulseThreadTest {
    private static final int PIN = 5;

    private final BoardMemory board = BoardMemory.ofOneProcess();
    private final Queue<Integer> moved = new ConcurrentLinkedQueue<>();

    private LineDriver driver(PinMemory pin) {
        return (high, nanoTime) -> moved.add(pin.number());
    }

    /** The practice is for the compiler: a motor on pin 0 must not move by it. */
    @Test
    void practice_movesNoLineOfTheBoard() {
        for (int number = 0; number < PinLayout.PINS; number++) {
            board.open(number).set(PinLayout.PULSED, 1);
        }
        PulseThread thread =
                new PulseThread(
                        new PulseEngine(board, this::driver), pin -> (high, nanoTime) -> {});
        PulseRequests.start(board, board.open(PIN), 20_000_000, 1_000_000);
        thread.start();
        Awaitility.await().until(() -> board.open(PIN).get(PinLayout.PULSES) > 2);
        assertThat(moved).containsOnly(PIN);

        PulseRequests.stop(board, board.open(PIN));
        assertThat(SetPoint.isAtRest(board.open(PIN))).isTrue();
        thread.end();
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void requests_wakeTheThreadThatSleeps() {
        board.changes().prepare();
        PulseRequests.start(board, board.open(PIN), 20_000_000, 1_000_000);
        assertThat(board.changes().hasSleepers()).isFalse();

        SetPoint point = new SetPoint(board.open(PIN));
        assertThat(point.read()).isTrue();
        assertThat(point.widthNanos).isEqualTo(1_000_000);
    }
}
