package dev.polyrhythm.monitor;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws a trace as a picture (SVG) that shows its rhythm: for each line the width of every pulse
 * over time, and below it the raw signal of a few periods.
 *
 * @param trace what to draw
 * @param fromNanos where the picture begins
 * @param toNanos where it ends
 */
public record TraceRendering(Trace trace, long fromNanos, long toNanos) {
    private static final int WIDTH = 900;
    private static final int LEFT = 70;
    private static final int RIGHT = 30;
    private static final int PLOT = WIDTH - LEFT - RIGHT;
    private static final int PANEL = 190;
    private static final int STAIRS = 96;
    private static final int WAVE_TOP = 124;
    private static final int WAVE = 22;
    private static final int PERIODS_SHOWN = 5;
    private static final int TIME_AXIS = 40;
    private static final List<String> COLOURS = List.of("a", "b", "c", "d");

    private static final String STYLE =
            """
            <style>
              text { font: 12px system-ui, sans-serif; fill: #57606a; }
              .name { font-weight: 600; font-size: 14px; fill: #1f2328; }
              .grid { stroke: #d0d7de; stroke-width: 1; }
              .stairs { fill: none; stroke-width: 2; stroke-linejoin: round; }
              .wave { fill: none; stroke-width: 1.4; }
              .a { stroke: #0969da; } .b { stroke: #cf222e; } .c { stroke: #1a7f37; } .d { stroke: #8250df; }
              .page { fill: #ffffff; }
              @media (prefers-color-scheme: dark) {
                text { fill: #9198a1; } .name { fill: #f0f6fc; } .grid { stroke: #3d444d; }
                .a { stroke: #4493f8; } .b { stroke: #f85149; } .c { stroke: #3fb950; } .d { stroke: #ab7df8; }
                .page { fill: #0d1117; }
              }
            </style>
            """;

    /**
     * The picture.
     *
     * @return an SVG document without references to anything outside it
     */
    public String toSvg() {
        List<String> names =
                trace.signals().keySet().stream()
                        .filter(name -> !trace.pulses(name).isEmpty())
                        .toList();
        int height = names.size() * PANEL + TIME_AXIS;
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                        + " height=\"%d\">",
                WIDTH,
                height,
                WIDTH,
                height);
        svg.append(STYLE);
        add(svg, "<rect class=\"page\" width=\"%d\" height=\"%d\"/>", WIDTH, height);
        for (int i = 0; i < names.size(); i++) {
            add(svg, "<g transform=\"translate(0 %d)\">", i * PANEL + 10);
            panel(svg, names.get(i), COLOURS.get(i % COLOURS.size()));
            svg.append("</g>\n");
        }
        timeAxis(svg, names.size() * PANEL);
        return svg.append("</svg>\n").toString();
    }

    private void panel(StringBuilder svg, String name, String colour) {
        List<Trace.Pulse> pulses =
                trace.pulses(name).stream()
                        .filter(pulse -> pulse.nanos() >= fromNanos && pulse.nanos() <= toNanos)
                        .toList();
        add(svg, "<text class=\"name\" x=\"%d\" y=\"14\">%s</text>", LEFT, name);
        if (pulses.isEmpty()) {
            return;
        }
        long period = period(pulses);
        add(
                svg,
                "<text x=\"%d\" y=\"14\" text-anchor=\"end\">%d pulses, one every %s ms</text>",
                WIDTH - RIGHT,
                pulses.size(),
                millis(period));
        long top = pulses.stream().mapToLong(Trace.Pulse::widthNanos).max().orElse(1);
        long ceiling = Math.max(1, Math.ceilDiv(top, 500_000L)) * 500_000L;
        widthAxis(svg, ceiling);
        stairs(svg, pulses, ceiling, period, colour);
        wave(svg, pulses, period, colour);
    }

    private static long period(List<Trace.Pulse> pulses) {
        long[] gaps = new long[Math.max(1, pulses.size() - 1)];
        for (int i = 1; i < pulses.size(); i++) {
            gaps[i - 1] = pulses.get(i).nanos() - pulses.get(i - 1).nanos();
        }
        Arrays.sort(gaps);
        return gaps[gaps.length / 2];
    }

    private static void widthAxis(StringBuilder svg, long ceiling) {
        for (int i = 0; i <= 2; i++) {
            double y = 24 + STAIRS * (1 - i / 2.0);
            add(
                    svg,
                    "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>",
                    LEFT,
                    y,
                    WIDTH - RIGHT,
                    y);
            add(
                    svg,
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s ms</text>",
                    LEFT - 8,
                    y + 4,
                    millis(ceiling * i / 2));
        }
    }

    /** The width of each pulse, held until the next one. */
    private void stairs(
            StringBuilder svg, List<Trace.Pulse> pulses, long ceiling, long period, String colour) {
        svg.append("<path class=\"stairs ").append(colour).append("\" d=\"");
        for (int i = 0; i < pulses.size(); i++) {
            Trace.Pulse pulse = pulses.get(i);
            long end = i + 1 < pulses.size() ? pulses.get(i + 1).nanos() : pulse.nanos() + period;
            double y = 24 + STAIRS * (1.0 - (double) pulse.widthNanos() / ceiling);
            add(svg, "%s%.2f %.2fH%.2f", i == 0 ? "M" : "L", x(pulse.nanos()), y, x(end));
        }
        svg.append("\"/>\n");
    }

    private double x(long nanos) {
        return LEFT + (double) PLOT * (nanos - fromNanos) / (toNanos - fromNanos);
    }

    /** The line itself, from the first pulse on. */
    private static void wave(
            StringBuilder svg, List<Trace.Pulse> pulses, long period, String colour) {
        long start = pulses.getFirst().nanos() - period / 10;
        double scale = (double) PLOT / Math.max(1, PERIODS_SHOWN * period);
        int low = WAVE_TOP + 10 + WAVE;
        add(svg, "<path class=\"wave %s\" d=\"M%d %d", colour, LEFT, low);
        for (Trace.Pulse pulse : pulses.subList(0, Math.min(PERIODS_SHOWN, pulses.size()))) {
            double rise = LEFT + (pulse.nanos() - start) * scale;
            double fall = rise + pulse.widthNanos() * scale;
            if (fall < WIDTH - RIGHT) {
                add(svg, "H%.2fV%dH%.2fV%d", rise, low - WAVE, fall, low);
            }
        }
        add(svg, "H%d\"/>", WIDTH - RIGHT);
        add(
                svg,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s ms</text>",
                LEFT - 8,
                low - 4,
                millis(PERIODS_SHOWN * period));
    }

    private void timeAxis(StringBuilder svg, int top) {
        long step = tick(toNanos - fromNanos);
        for (long time = Math.ceilDiv(fromNanos, step) * step; time <= toNanos; time += step) {
            add(
                    svg,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s s</text>",
                    x(time),
                    top + 20,
                    number(time / 1e9));
        }
    }

    /** A round number of nanoseconds, of which four to ten fit into the span. */
    private static long tick(long span) {
        long tick = 1;
        while (span / tick > 10) {
            tick *= 10;
        }
        if (span / tick < 2) {
            return Math.max(1, tick / 5);
        }
        return span / tick < 5 ? Math.max(1, tick / 2) : tick;
    }

    private static String millis(long nanos) {
        return number(nanos / 1e6);
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.3f", value);
        return text.replaceAll("\\.?0+$", "");
    }

    @SuppressWarnings("AnnotateFormatMethod") // for one private method no dependency
    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    /**
     * A picture of the whole trace.
     *
     * @param trace what to draw
     * @return its rendering
     */
    public static TraceRendering ofWhole(Trace trace) {
        long from =
                trace.signals().entrySet().stream()
                        .map(Map.Entry::getValue)
                        .filter(changes -> changes.size() > 1)
                        .mapToLong(changes -> changes.get(1).nanos())
                        .min()
                        .orElse(0);
        return new TraceRendering(trace, from, Math.max(from + 1, trace.endNanos()));
    }
}
