package dev.polyrhythm.gpio.internal.memory;

import java.lang.foreign.MemorySegment;

/**
 * A pin's part of the board's memory.
 *
 * @param number the pin's number
 * @param entry its entry in the board's table
 * @param file its edges and its histogram
 */
public record PinMemory(int number, MemorySegment entry, MemorySegment file) {
    public long get(long offset) {
        return PinLayout.get(entry, offset);
    }

    public void set(long offset, long value) {
        PinLayout.set(entry, offset, value);
    }

    /** For a counter, of which the engine is the only writer. */
    public void add(long offset, long delta) {
        set(offset, get(offset) + delta);
    }
}
