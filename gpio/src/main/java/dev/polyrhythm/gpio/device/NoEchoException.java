package dev.polyrhythm.gpio.device;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.Serial;

/** A distance sensor does not answer; the message names its pins. */
public class NoEchoException extends PolyrhythmException {
    @Serial private static final long serialVersionUID = 1L;

    NoEchoException(String message) {
        super(message);
    }
}
