package dev.polyrhythm.gpio.device;

import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.gpio.SimulatedBoard;
import java.time.Duration;
import java.util.List;

/** Values that models read from the edges of a simulated line. */
final class SimulatedLine {
    private SimulatedLine() {}

    /** Returns for what share of the time just gone the line was high, 0.0 to 1.0. */
    static double highShare(SimulatedBoard board, int pin, Duration window) {
        long length = Arguments.requirePositive(window, "window");
        long end = board.clock().nanoTime();
        long begin = end - length;
        List<Edge> edges = board.edges(pin);
        boolean high = edges.isEmpty() ? board.level(pin) : edges.getLast().high();
        long highNanos = 0;
        long until = end;
        for (Edge edge : edges.reversed()) { // backward, as the oldest edges may be gone
            long from = Math.clamp(edge.nanoTime(), begin, until);
            highNanos += high ? until - from : 0;
            until = from;
            high = !edge.high();
        }
        highNanos += high ? until - begin : 0;
        return (double) highNanos / length;
    }
}
