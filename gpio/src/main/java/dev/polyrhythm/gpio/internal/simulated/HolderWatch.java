package dev.polyrhythm.gpio.internal.simulated;

import dev.polyrhythm.gpio.internal.memory.BoardMemory;
import dev.polyrhythm.gpio.internal.memory.PinHolder;
import dev.polyrhythm.gpio.internal.memory.PinLayout;
import dev.polyrhythm.gpio.internal.memory.PinMemory;
import java.util.concurrent.locks.LockSupport;

/**
 * Frees the pins of processes that died with them: stops the pulses, brings the line low, gives the
 * pin back.
 */
final class HolderWatch {
    private static final long POLL_NANOS = 50_000_000;

    private HolderWatch() {}

    static void start(BoardMemory board, PulseControl pulses) {
        Thread.ofPlatform()
                .daemon()
                .name("polyrhythm-pin-holders")
                .start(() -> {
                    while (true) {
                        freeAbandoned(board, pulses);
                        LockSupport.parkNanos(POLL_NANOS);
                    }
                });
    }

    private static void freeAbandoned(BoardMemory board, PulseControl pulses) {
        for (int number = 0; number < PinLayout.PINS; number++) {
            if (board.wasOpened(number)) {
                PinMemory pin = board.open(number);
                if (PinHolder.takeAbandoned(board, pin)) {
                    pulses.release(pin);
                    new Line(pin).set(false, System.nanoTime());
                    PinHolder.release(pin);
                }
            }
        }
    }
}
