package dev.polyrhythm.gpio.trace;

/**
 * The picture of one line. Above, the width of each pulse over time: the rhythm. Below, the signal
 * of the first few periods, enlarged.
 */
final class PulsePlot {
    static final int HEIGHT = 262;
    static final int WIDTH = 920;

    private static final int LEFT = 72;
    private static final int RIGHT = WIDTH - 64;
    private static final int NAME = 20;
    private static final int TOP = 40;
    private static final int BOTTOM = 140;
    private static final int TIMES = 157;
    private static final int DETAIL_TOP = 178;
    private static final int DETAIL_BOTTOM = 222;
    private static final int DETAIL_TIMES = 238;
    private static final int MOST_STEPS = 4;
    private static final int TICKS = MOST_STEPS + 1;
    private static final double HELD = 3.5; // periods without a pulse before the line breaks

    private final PulseTrace trace;
    private final Axis time;
    private final Axis width;
    private final String colour;

    PulsePlot(PulseTrace trace, double fromSeconds, double toSeconds, String colour) {
        this.trace = trace;
        this.time = new Axis(fromSeconds, toSeconds, LEFT, RIGHT);
        this.width =
                Axis.around(trace.narrowestMillis(), trace.widestMillis(), MOST_STEPS, BOTTOM, TOP);
        this.colour = colour;
    }

    void draw(Svg svg) {
        WaveformDetail detail = WaveformDetail.onFirstPulses(trace, LEFT, RIGHT);
        title(svg);
        drawEnlarged(svg, detail);
        timeGrid(svg);
        widthGrid(svg);
        stairs(svg);
        detail.draw(svg, DETAIL_TOP, DETAIL_BOTTOM, DETAIL_TIMES, colour);
    }

    private void title(Svg svg) {
        svg.add(
                "<circle class=\"dot %s\" cx=\"%d\" cy=\"%d\" r=\"5\"/>",
                colour, LEFT + 5, NAME - 5);
        svg.add("<text class=\"name\" x=\"%d\" y=\"%d\">", LEFT + 18, NAME);
        svg.add("%s</text>\n", Svg.escape(trace.name()));
        svg.add("<text class=\"right\" x=\"%d\" y=\"%d\">%s</text>\n", RIGHT, NAME, summary());
    }

    private String summary() {
        int count = trace.pulses().size();
        String pulses = count == 1 ? "1 pulse" : count + " pulses";
        return trace.isRegular()
                ? "%s, one every %s ms"
                        .formatted(pulses, Svg.number(Math.rint(trace.periodNanos() / 1e3) / 1e3))
                : pulses;
    }

    /** Marks the enlarged time in the upper part, and draws the cone that leads to the detail. */
    private void drawEnlarged(Svg svg, WaveformDetail detail) {
        double from = Math.clamp(time.pixel(detail.fromNanos() / 1e9), LEFT, RIGHT);
        double to = Math.clamp(time.pixel(detail.toNanos() / 1e9), from + 1, RIGHT + 1);
        svg.add("<path class=\"cone\" d=\"M%.1f %dH%.1fV%d", from, TOP, to, BOTTOM);
        svg.add("L%d %dH%dL%.1f %dZ\"/>\n", RIGHT, DETAIL_TOP, LEFT, from, BOTTOM);
    }

    private void timeGrid(Svg svg) {
        for (double tick : time.ticks(10)) {
            double x = time.pixel(tick);
            svg.add("<path class=\"grid\" d=\"M%.1f %dV%d\"/>", x, TOP, BOTTOM);
            svg.add("<text class=\"middle\" x=\"%.1f\" y=\"%d\">", x, TIMES);
            svg.add("%s s</text>\n", Svg.number(tick));
        }
    }

    private void widthGrid(Svg svg) {
        for (double tick : width.ticks(TICKS)) {
            double y = width.pixel(tick);
            svg.add("<path class=\"grid\" d=\"M%d %.1fH%d\"/>", LEFT, y, RIGHT);
            svg.add("<text class=\"right\" x=\"%d\" y=\"%.1f\">", LEFT - 10, y + 4);
            svg.add("%s ms</text>\n", Svg.number(tick));
        }
        if (trace.isRegular()) {
            dutyCycles(svg);
        }
    }

    /** The same axis as a share of the period: what the lecture calls the duty cycle. */
    private void dutyCycles(Svg svg) {
        double percent = 100e6 / trace.periodNanos();
        Axis duty = new Axis(width.low() * percent, width.high() * percent, BOTTOM, TOP);
        for (double tick : duty.ticks(TICKS)) {
            svg.add("<text x=\"%d\" y=\"%.1f\">", RIGHT + 10, duty.pixel(tick) + 4);
            svg.add("%s %%</text>\n", Svg.number(tick));
        }
    }

    private void stairs(Svg svg) {
        svg.add("<path class=\"stairs %s\" d=\"", colour);
        long held = Math.round(trace.periodNanos() * HELD);
        double height = Double.NaN;
        long end = Long.MIN_VALUE;
        for (Trace.Pulse pulse : trace.pulses()) {
            boolean isBroken = pulse.nanos() > end;
            if (isBroken && end != Long.MIN_VALUE) {
                svg.add("h%.1f", pixels(trace.periodNanos()));
            }
            double y = Math.rint(width.pixel(pulse.widthNanos() / 1e6) * 10) / 10;
            if (isBroken) {
                svg.add("M%.1f %.1f", time.pixel(pulse.nanos() / 1e9), y);
            } else if (y != height) {
                svg.add("H%.1fV%.1f", time.pixel(pulse.nanos() / 1e9), y);
            }
            height = y;
            end = pulse.nanos() + held;
        }
        long last = trace.pulses().getLast().nanos() + trace.periodNanos();
        svg.add("H%.1f\"/>\n", Math.min(RIGHT, time.pixel(last / 1e9)));
    }

    private double pixels(long nanos) {
        return (RIGHT - LEFT) * nanos / 1e9 / (time.high() - time.low());
    }
}
