package dev.polyrhythm.gpio;

import java.lang.foreign.MemorySegment;

/**
 * A pin's part of the board's memory.
 *
 * @param number the pin's number
 * @param entry its entry in the board's table
 * @param file its edges and its histogram
 */
record PinMemory(int number, MemorySegment entry, MemorySegment file) {
    long get(long offset) {
        return PinLayout.get(entry, offset);
    }

    void set(long offset, long value) {
        PinLayout.set(entry, offset, value);
    }

    void add(long offset, long delta) {
        set(offset, get(offset) + delta); // the engine is the only writer of its counters
    }
}
