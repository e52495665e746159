package dev.polyrhythm.gpio.internal.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.polyrhythm.Worker;
import dev.polyrhythm.gpio.internal.LineInUseException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * The holder of a pin. One CAS takes the pin if it is free or its holder is dead. Name and process
 * id are for messages; the process id is written last and is 0 until then, so that a process that
 * finds the pin taken does not read the name of an earlier holder.
 */
public final class PinHolder {
    private static final long PAUSE_NANOS = 200_000;
    private static final long NAME_TIMEOUT_NANOS = 1_000_000_000;

    private PinHolder() {}

    /**
     * Takes the pin for this process.
     *
     * @return true if the last holder died with it: its pulses and its level are still there
     * @throws LineInUseException if it is in use; names the holder
     */
    public static boolean take(BoardMemory board, PinMemory pin) throws LineInUseException {
        long deadline = System.nanoTime() + NAME_TIMEOUT_NANOS;
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
    private static void awaitName(PinMemory pin, long deadline) throws LineInUseException {
        long pid = pin.get(PinLayout.HOLDER_PID);
        if (pid != 0 || System.nanoTime() >= deadline) {
            throw new LineInUseException(name(pin), pid);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    /** Gives the pin back. */
    public static void release(PinMemory pin) {
        forgetName(pin);
        pin.set(PinLayout.HOLDER, 0);
    }

    /** Removes the holder's name, before the holder changes. */
    private static void forgetName(PinMemory pin) {
        pin.set(PinLayout.HOLDER_PID, 0);
    }

    /**
     * Takes the pin of a dead holder for this process, which has no name for it: no other process
     * can begin to use the pin while its line is brought to rest.
     *
     * @return true if it is this process that has it now
     */
    public static boolean takeAbandoned(BoardMemory board, PinMemory pin) {
        long holder = pin.get(PinLayout.HOLDER);
        if (holder == 0 || board.isAlive(holder)) {
            return false;
        }
        boolean taken =
                PinLayout.WORD.compareAndSet(pin.entry(), PinLayout.HOLDER, holder, board.self());
        if (taken) {
            forgetName(pin);
        }
        return taken;
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

    /** Returns the length of the longest prefix within the limit that cuts no character. */
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
