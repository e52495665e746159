package dev.polyrhythm.gpio.internal.pulse;

import dev.polyrhythm.gpio.internal.memory.PinLayout;
import dev.polyrhythm.gpio.internal.memory.PinMemory;
import java.lang.invoke.VarHandle;

/**
 * The pulses that a pin should have, in shared memory: one writer, the pin's holder; one reader,
 * the engine. The version is odd while the words are written; a reader that finds it odd, or
 * changed since, keeps what it had. So a writer that is killed in the middle leaves the last whole
 * one in force.
 */
public final class SetPoint {
    private final PinMemory pin;
    long version;
    long periodNanos;
    long widthNanos;
    boolean enabled;

    SetPoint(PinMemory pin) {
        this.pin = pin;
    }

    /** Writes all of it, for the holder. Returns the version that the engine will confirm. */
    public static long write(PinMemory pin, long periodNanos, long widthNanos, boolean enabled) {
        long odd = pin.get(PinLayout.VERSION) | 1; // odd already if the last writer was killed
        pin.set(PinLayout.VERSION, odd);
        VarHandle.storeStoreFence();
        pin.set(PinLayout.PERIOD, periodNanos);
        pin.set(PinLayout.WIDTH, widthNanos);
        pin.set(PinLayout.ENABLED, enabled ? 1 : 0);
        pin.set(PinLayout.VERSION, odd + 1);
        return odd + 1;
    }

    /** Whether the engine has confirmed a set point of no pulses. */
    public static boolean isAtRest(PinMemory pin) {
        return pin.get(PinLayout.ENABLED) == 0
                && pin.get(PinLayout.VERSION) == pin.get(PinLayout.APPLIED);
    }

    /** Reads all of it or nothing, for the engine. Returns true if there is a new one. */
    boolean read() {
        long before = pin.get(PinLayout.VERSION);
        if (before == version || (before & 1) != 0) {
            return false;
        }
        long newPeriod = pin.get(PinLayout.PERIOD);
        long newWidth = pin.get(PinLayout.WIDTH);
        long newEnabled = pin.get(PinLayout.ENABLED);
        VarHandle.acquireFence();
        if (pin.get(PinLayout.VERSION) != before) {
            return false;
        }
        version = before;
        periodNanos = newPeriod;
        widthNanos = newWidth;
        enabled = newEnabled != 0;
        return true;
    }
}
