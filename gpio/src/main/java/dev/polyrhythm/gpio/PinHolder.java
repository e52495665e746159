package dev.polyrhythm.gpio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.polyrhythm.Worker;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * Who uses a pin. One CAS takes it, from nobody or from a process that is dead. Name and process id
 * are for messages; the process id is written last and is 0 until then, so that whoever finds the
 * pin taken does not read the name of the holder before.
 */
final class PinHolder {
    private static final long PAUSE_NANOS = 200_000;
    private static final long PATIENCE_NANOS = 1_000_000_000;

    private PinHolder() {}

    /**
     * Takes the pin for this process.
     *
     * @return true if the last holder died with it: its pulses and its level are still there
     * @throws PinInUseException if it is in use; names the holder
     */
    static boolean take(BoardMemory board, PinMemory pin) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            long holder = pin.get(PinLayout.HOLDER);
            boolean abandoned = holder != 0 && !board.isAlive(holder);
            if (holder == 0 || abandoned) {
                if (PinLayout.WORD.compareAndSet(
                        pin.entry(), PinLayout.HOLDER, holder, board.self())) {
                    describe(pin);
                    return abandoned;
                }
            } else {
                awaitName(pin, deadline);
            }
        }
    }

    /** Throws once the holder is known; a pin that is being freed has none, and is tried again. */
    private static void awaitName(PinMemory pin, long deadline) {
        long pid = pin.get(PinLayout.HOLDER_PID);
        if (pid != 0 || System.nanoTime() >= deadline) {
            throw new PinInUseException(pin.number(), name(pin), pid);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    static void release(PinMemory pin) {
        forgetName(pin);
        pin.set(PinLayout.HOLDER, 0);
    }

    /** The holder as known so far is none to name any more. */
    static void forgetName(PinMemory pin) {
        pin.set(PinLayout.HOLDER_PID, 0);
    }

    /** Whether the pin's holder died without giving it back. */
    static boolean isAbandoned(BoardMemory board, PinMemory pin) {
        long holder = pin.get(PinLayout.HOLDER);
        return holder != 0 && !board.isAlive(holder);
    }

    private static void describe(PinMemory pin) {
        forgetName(pin);
        byte[] name = Worker.current().getName().getBytes(StandardCharsets.UTF_8);
        int length = wholeCharacters(name, PinLayout.NAME_LIMIT);
        PinLayout.setNameLength(pin.entry(), 0);
        MemorySegment.copy(name, 0, PinLayout.name(pin.entry()), JAVA_BYTE, 0, length);
        PinLayout.setNameLength(pin.entry(), length);
        pin.set(PinLayout.HOLDER_PID, ProcessHandle.current().pid());
    }

    /** So many bytes of UTF-8 at most that no character is cut. */
    private static int wholeCharacters(byte[] text, int limit) {
        int length = Math.min(text.length, limit);
        while (length < text.length && (text[length] & 0xC0) == 0x80) {
            length--;
        }
        return length;
    }

    private static String name(PinMemory pin) {
        int length = (int) PinLayout.nameLength(pin.entry());
        byte[] name = PinLayout.name(pin.entry()).asSlice(0, length).toArray(JAVA_BYTE);
        return new String(name, StandardCharsets.UTF_8);
    }
}
