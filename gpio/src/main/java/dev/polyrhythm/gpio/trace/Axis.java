package dev.polyrhythm.gpio.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * Values on a line of pixels.
 *
 * @param low the value at its beginning
 * @param high the value at its end, other than {@code low}
 * @param start the pixel of its beginning
 * @param end the pixel of its end; smaller than {@code start} for an axis that points up
 */
record Axis(double low, double high, double start, double end) {

    /** Makes an axis of whole steps around the values, so that none lies on its edge. */
    static Axis around(double smallest, double largest, int steps, double start, double end) {
        double margin = Math.max((largest - smallest) * 0.08, largest * 0.02);
        double step = niceStep((largest - smallest + 2 * margin) / steps);
        double low = Math.max(0, Math.floor((smallest - margin) / step) * step);
        return new Axis(low, Math.ceil((largest + margin) / step) * step, start, end);
    }

    double pixel(double value) {
        return start + (end - start) * (value - low) / (high - low);
    }

    /** Returns about so many round values on the axis. */
    List<Double> ticks(int count) {
        double step = niceStep((high - low) / count);
        List<Double> ticks = new ArrayList<>();
        long last = (long) Math.floor(high / step + 1e-9);
        for (long i = (long) Math.ceil(low / step - 1e-9); i <= last; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** Rounds up to 1, 2 or 5 times a power of ten. */
    private static double niceStep(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        double digit = least / power;
        if (digit <= 1) {
            return power;
        }
        return power * (digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }
}
