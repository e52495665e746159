package dev.polyrhythm.gpio.device;

/** The work of a device in the background, step by step. */
interface Steps {
    /** No further step. */
    long END = Long.MAX_VALUE;

    /**
     * Does one step.
     *
     * @param dueNanos when it was due, by the board's clock; it may be later now
     * @return when the next is due, after this one, or {@link #END}
     */
    long step(long dueNanos);
}
