package dev.polyrhythm.gpio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.polyrhythm.Worker;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * Who uses a pin. One CAS takes it, from nobody or from a process that is dead; name and process id
 * are written afterwards, for messages only.
 */
final class PinHolder {
    private PinHolder() {}

    /**
     * Takes the pin for this process.
     *
     * @throws PinInUseException if it is in use; names the holder
     */
    static void take(BoardMemory board, PinMemory pin) {
        while (true) {
            long holder = pin.get(PinLayout.HOLDER);
            if (holder != 0 && board.isAlive(holder)) {
                throw new PinInUseException(pin.number(), name(pin), pin.get(PinLayout.HOLDER_PID));
            }
            if (PinLayout.WORD.compareAndSet(pin.entry(), PinLayout.HOLDER, holder, board.self())) {
                describe(pin);
                return;
            }
        }
    }

    static void release(PinMemory pin) {
        pin.set(PinLayout.HOLDER, 0);
    }

    /** Whether the pin's holder died without giving it back. */
    static boolean isAbandoned(BoardMemory board, PinMemory pin) {
        long holder = pin.get(PinLayout.HOLDER);
        return holder != 0 && !board.isAlive(holder);
    }

    private static void describe(PinMemory pin) {
        byte[] name = Worker.current().getName().getBytes(StandardCharsets.UTF_8);
        int length = Math.min(name.length, PinLayout.NAME_LIMIT);
        PinLayout.setNameLength(pin.entry(), 0);
        MemorySegment.copy(name, 0, PinLayout.name(pin.entry()), JAVA_BYTE, 0, length);
        PinLayout.setNameLength(pin.entry(), length);
        pin.set(PinLayout.HOLDER_PID, ProcessHandle.current().pid());
    }

    private static String name(PinMemory pin) {
        int length = (int) PinLayout.nameLength(pin.entry());
        byte[] name = PinLayout.name(pin.entry()).asSlice(0, length).toArray(JAVA_BYTE);
        return new String(name, StandardCharsets.UTF_8);
    }
}
