package dev.polyrhythm.gpio.internal.simulated;

import dev.polyrhythm.gpio.internal.memory.PinMemory;

/** The way from a pin's holder to the engine that makes its pulses. */
interface PulseControl {
    /** Changes the pulses from the next rise on. */
    void set(PinMemory pin, long periodNanos, long widthNanos);

    /** Ends the pulses. */
    void stop(PinMemory pin);

    /**
     * Ends the pulses before the pin changes hands: when this returns, the line is low and nothing
     * of the pulses can reach the next holder, even if the last one was killed.
     */
    void release(PinMemory pin);

    /** Frees what belongs to the board as a whole. Idempotent. */
    void close();
}
