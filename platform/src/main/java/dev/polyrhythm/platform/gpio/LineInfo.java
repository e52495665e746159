package dev.polyrhythm.platform.gpio;

/**
 * A line of a GPIO chip and its holder, as the chip describes them.
 *
 * @param line the line's number on the chip
 * @param name the line's name, empty if it has none
 * @param consumer what its holder calls itself, empty if there is none or it has no name
 * @param flags the bits of {@code enum gpio_v2_line_flag}
 * @param debounceMicros the time for which a level must last, in us; 0 for none
 */
public record LineInfo(int line, String name, String consumer, long flags, int debounceMicros) {
    /**
     * Whether the line cannot be requested, because a program or the kernel holds it.
     *
     * @return true if it has a holder
     */
    public boolean isUsed() {
        return (flags & LineFlags.USED) != 0;
    }

    /**
     * Whether the line is driven.
     *
     * @return true for an output, false for an input
     */
    public boolean isOutput() {
        return (flags & LineFlags.OUTPUT) != 0;
    }

    /**
     * Whether a high level of the line reads as 0.
     *
     * @return true if it does
     */
    public boolean isActiveLow() {
        return (flags & LineFlags.ACTIVE_LOW) != 0;
    }
}
