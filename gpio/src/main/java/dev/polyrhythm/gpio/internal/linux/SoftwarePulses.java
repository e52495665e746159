package dev.polyrhythm.gpio.internal.linux;

import dev.polyrhythm.gpio.internal.memory.BoardMemory;
import dev.polyrhythm.gpio.internal.memory.PinLayout;
import dev.polyrhythm.gpio.internal.memory.PinMemory;
import dev.polyrhythm.gpio.internal.pulse.PulseEngine;
import dev.polyrhythm.gpio.internal.pulse.PulseRequests;
import dev.polyrhythm.gpio.internal.pulse.PulseThread;
import dev.polyrhythm.gpio.internal.pulse.SetPoint;
import dev.polyrhythm.platform.gpio.LineRequest;
import dev.polyrhythm.platform.gpio.SystemCallException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The pulses of a board in the process that holds its lines: one engine, on a thread. */
final class SoftwarePulses {
    private final BoardMemory board;
    private final PinDriver[] drivers = new PinDriver[PinLayout.PINS];
    private @Nullable PulseThread thread;

    SoftwarePulses(BoardMemory board) {
        this.board = board;
        Arrays.setAll(drivers, pin -> new PinDriver());
    }

    /** Begins to use a line for pulses; starts the engine at the first one. */
    synchronized void attach(PinMemory memory, LineRequest line) {
        driver(memory).attach(line);
        memory.set(PinLayout.PULSED, 1);
        if (thread == null) {
            thread = new PulseThread(new PulseEngine(board, this::driver), pin -> new PinDriver());
            thread.start();
        }
    }

    private PinDriver driver(PinMemory pin) {
        return drivers[pin.number()];
    }

    /** Changes the pulses from the next rise on. */
    void set(PinMemory pin, long periodNanos, long widthNanos) throws SystemCallException {
        driver(pin).requireWorking();
        PulseRequests.start(board, pin, periodNanos, widthNanos);
    }

    /** Ends the pulses and waits until the line is low. */
    void stop(PinMemory pin) throws SystemCallException {
        awaitRest(pin);
        driver(pin).requireWorking();
    }

    private void awaitRest(PinMemory pin) {
        PulseRequests.stop(board, pin);
        driver(pin).set(false, System.nanoTime()); // where the engine had no processor for so long
    }

    /** Ends the pulses before the line is released. */
    void detach(PinMemory pin) {
        if (!SetPoint.isAtRest(pin)) {
            awaitRest(pin);
        }
        driver(pin).detach();
    }

    /** Ends the engine. Idempotent. */
    void close() {
        PulseThread ending;
        synchronized (this) {
            ending = thread;
            thread = null;
        }
        if (ending != null) {
            ending.end();
        }
    }
}
