package dev.polyrhythm.gpio;

import java.util.concurrent.locks.LockSupport;

/**
 * Frees the pins of processes that died with them: stops the pulses, brings the line low, lets the
 * next one have the pin.
 */
final class HolderWatch {
    private static final long LOOK_NANOS = 50_000_000;

    private HolderWatch() {}

    static void start(BoardMemory board) {
        Thread.ofPlatform()
                .daemon()
                .name("polyrhythm-pin-holders")
                .start(() -> {
                    while (true) {
                        freeAbandoned(board);
                        LockSupport.parkNanos(LOOK_NANOS);
                    }
                });
    }

    static void freeAbandoned(BoardMemory board) {
        for (int number = 0; number < PinLayout.PINS; number++) {
            if (board.wasOpened(number)) {
                PinMemory pin = board.open(number);
                long holder = pin.get(PinLayout.HOLDER);
                if (PinHolder.isAbandoned(board, pin) && takeOver(board, pin, holder)) {
                    PinHolder.forgetName(pin);
                    rest(pin);
                    PinHolder.release(pin);
                }
            }
        }
    }

    /** In the dead one's place first, so that nobody else begins while the line comes to rest. */
    private static boolean takeOver(BoardMemory board, PinMemory pin, long dead) {
        return PinLayout.WORD.compareAndSet(pin.entry(), PinLayout.HOLDER, dead, board.self());
    }

    private static void rest(PinMemory pin) {
        new SharedPulses().release(pin);
        new Line(pin).set(false, System.nanoTime());
    }
}
