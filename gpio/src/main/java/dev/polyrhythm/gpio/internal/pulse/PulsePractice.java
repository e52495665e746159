package dev.polyrhythm.gpio.internal.pulse;

import dev.polyrhythm.gpio.internal.memory.BoardMemory;
import dev.polyrhythm.gpio.internal.memory.PinLayout;
import dev.polyrhythm.gpio.internal.memory.PinMemory;
import java.util.function.Function;

/**
 * Makes the JVM compile the engine's loop before the first pulse that counts: on a board of its
 * own, which nothing else sees, and a clock that runs as fast as the loop.
 */
final class PulsePractice {
    private static final int PULSES = 4_000;
    private static final long PERIOD_NANOS = 20_000_000;
    private static final long WIDTH_NANOS = 1_500_000;

    private PulsePractice() {}

    static void run(Function<PinMemory, LineDriver> lines) {
        BoardMemory board = BoardMemory.ofOneProcess();
        PulseEngine engine = new PulseEngine(board, lines);
        for (int number = 0; number < 2; number++) {
            PinMemory pin = board.open(number);
            pin.set(PinLayout.PULSED, 1);
            SetPoint.write(pin, PERIOD_NANOS, WIDTH_NANOS * (number + 1), true);
        }
        long now = System.nanoTime();
        for (int edge = 0; edge < 2 * PULSES; edge++) {
            engine.findPins();
            now = engine.nextDeadline(now);
            engine.runDue(now);
        }
    }
}
