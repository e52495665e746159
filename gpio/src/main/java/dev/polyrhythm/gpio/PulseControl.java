package dev.polyrhythm.gpio;

/** How a pin's holder tells the engine what pulses it wants. */
interface PulseControl {
    /** From the next rise on. */
    void set(PinMemory pin, long periodNanos, long widthNanos);

    /** No more pulses; the line is low when this returns. */
    void stop(PinMemory pin);
}
