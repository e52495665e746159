package dev.polyrhythm.gpio;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.Serial;

/** A pin has another holder, which the message names. */
public class PinInUseException extends PolyrhythmException {
    @Serial private static final long serialVersionUID = 1L;

    PinInUseException(int pin, String holder, long pid) {
        super(
                "the pin is in use, close it there first: pin=%d, holder=%s%s"
                        .formatted(pin, holder, pid == 0 ? "" : ", pid=" + pid));
    }
}
