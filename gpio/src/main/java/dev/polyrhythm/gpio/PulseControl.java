package dev.polyrhythm.gpio;

/** How a pin's holder tells the engine what pulses it wants. */
interface PulseControl {
    /** From the next rise on. */
    void set(PinMemory pin, long periodNanos, long widthNanos);

    /** No more pulses; the line is low when this returns. */
    void stop(PinMemory pin);

    /**
     * The pin changes hands: when this returns, the line is low and nothing of the pulses is left
     * that could reach the next holder, whatever the last one did or was killed doing.
     */
    void release(PinMemory pin);
}
