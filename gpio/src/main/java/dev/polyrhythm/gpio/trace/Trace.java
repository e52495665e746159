package dev.polyrhythm.gpio.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The levels of lines over a time.
 *
 * @param signals the changes of each line by its name, in the order of the file
 * @param endNanos the time of the last change, in ns
 */
public record Trace(Map<String, List<Change>> signals, long endNanos) {
    /**
     * A line's new level.
     *
     * @param nanos when, since the start of the trace
     * @param high its level from then on
     */
    public record Change(long nanos, boolean high) {}

    /**
     * A pulse: the line was high.
     *
     * @param nanos when it rose
     * @param widthNanos for how long
     */
    public record Pulse(long nanos, long widthNanos) {}

    /**
     * Returns the pulses of a line.
     *
     * @param signal its name
     * @return the complete ones, in their order
     */
    public List<Pulse> pulses(String signal) {
        List<Pulse> pulses = new ArrayList<>();
        long rise = -1;
        for (Change change : signals.getOrDefault(signal, List.of())) {
            if (change.high()) {
                rise = change.nanos();
            } else if (rise >= 0) {
                pulses.add(new Pulse(rise, change.nanos() - rise));
                rise = -1;
            }
        }
        return pulses;
    }
}
