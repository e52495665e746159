package dev.polyrhythm.gpio.trace;

import java.util.List;

/**
 * A few pulses of a line, as they are on the wire.
 *
 * @param pulses at least one
 * @param time in milliseconds from the first rise
 */
record WaveformDetail(List<Trace.Pulse> pulses, Axis time) {
    private static final int PERIODS = 5;
    private static final double BEFORE = 0.2; // of a period, before the first rise

    static WaveformDetail onFirstPulses(PulseTrace trace, double left, double right) {
        Trace.Pulse first = trace.pulses().getFirst();
        double period = Math.max(1000, Math.max(trace.periodNanos(), 2 * first.widthNanos())) / 1e6;
        Axis time = new Axis(-BEFORE * period, (PERIODS - BEFORE) * period, left, right);
        long end = first.nanos() + Math.round(time.high() * 1e6);
        return new WaveformDetail(
                trace.pulses().stream().takeWhile(pulse -> pulse.nanos() < end).toList(), time);
    }

    long fromNanos() {
        return pulses.getFirst().nanos() + Math.round(time.low() * 1e6);
    }

    long toNanos() {
        return pulses.getFirst().nanos() + Math.round(time.high() * 1e6);
    }

    void draw(Svg svg, int top, int bottom, int times, String colour) {
        svg.add("<rect class=\"detail\" x=\"%.1f\" y=\"%d\"", time.start(), top);
        svg.add(" width=\"%.1f\" height=\"%d\"/>\n", time.end() - time.start(), bottom - top);
        signal(svg, top + 20, bottom - 7, colour);
        for (Trace.Pulse pulse : pulses) {
            widthOf(svg, pulse, top + 14);
        }
        for (double tick : time.ticks(PERIODS)) {
            svg.add("<text class=\"middle\" x=\"%.1f\" y=\"%d\">", time.pixel(tick), times);
            svg.add("%s ms</text>\n", Svg.number(tick));
        }
    }

    private void signal(Svg svg, int high, int low, String colour) {
        svg.add("<path class=\"wave %s\" d=\"M%.1f %d", colour, time.start(), low);
        for (Trace.Pulse pulse : pulses) {
            double fall = Math.min(time.end(), time.pixel(millis(pulse) + width(pulse)));
            svg.add("H%.1fV%dH%.1fV%d", time.pixel(millis(pulse)), high, fall, low);
        }
        svg.add("H%.1f\"/>\n", time.end());
    }

    private void widthOf(Svg svg, Trace.Pulse pulse, int baseline) {
        double middle = time.pixel(millis(pulse) + width(pulse) / 2);
        svg.add("<text class=\"small middle\" x=\"%.1f\" y=\"%d\">", middle, baseline);
        svg.add("%.2f ms</text>\n", width(pulse));
    }

    private double millis(Trace.Pulse pulse) {
        return (pulse.nanos() - pulses.getFirst().nanos()) / 1e6;
    }

    private static double width(Trace.Pulse pulse) {
        return pulse.widthNanos() / 1e6;
    }
}
