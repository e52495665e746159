package dev.polyrhythm.gpio.trace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Draws a trace as a picture (SVG) that shows its rhythm: for each line the width of every pulse
 * over time, and below it the raw signal of the first few periods.
 *
 * @param trace what to draw
 * @param fromNanos where the picture begins
 * @param toNanos where it ends, later than {@code fromNanos}
 */
public record TraceRendering(Trace trace, long fromNanos, long toNanos) {
    private static final int MARGIN = 14;
    private static final int WIDTH = PulsePlot.WIDTH;

    private static final List<String> LIGHT =
            List.of("#0969da", "#d1570c", "#1a7f37", "#8250df", "#bf3989", "#0a7d8c");
    private static final List<String> DARK =
            List.of("#4493f8", "#f0883e", "#3fb950", "#ab7df8", "#f778ba", "#39c5cf");

    private static final String STYLE =
            """
            text { font: 12px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #59636e; }
            .name { font-size: 15px; font-weight: 600; fill: #1f2328; }
            .small { font-size: 10.5px; }
            .middle { text-anchor: middle; } .right { text-anchor: end; }
            .page { fill: #ffffff; }
            .grid { stroke: #e4e8ec; fill: none; }
            .cone, .detail { fill: #818b98; fill-opacity: 0.11; }
            .stairs { fill: none; stroke-width: 2.2; stroke-linejoin: round; stroke-linecap: round; }
            .wave { stroke-width: 1.3; stroke-linejoin: round; fill-opacity: 0.25; }
            """;
    private static final String DARK_STYLE =
            """
            text { fill: #9198a1; }
            .name { fill: #f0f6fc; }
            .page { fill: #0d1117; }
            .grid { stroke: #262c34; }
            """;

    /**
     * Makes a picture of the whole trace.
     *
     * @param trace what to draw
     * @return its rendering, from the first rise on
     */
    public static TraceRendering ofWhole(Trace trace) {
        long from =
                trace.signals().values().stream()
                        .flatMap(Collection::stream)
                        .filter(Trace.Change::high)
                        .mapToLong(Trace.Change::nanos)
                        .min()
                        .orElse(0);
        return new TraceRendering(trace, from, Math.max(from + 1, trace.endNanos()));
    }

    /**
     * Draws the picture.
     *
     * @return an SVG document without references to anything outside it
     */
    public String toSvg() {
        List<PulseTrace> lines = lines();
        int height = Math.max(1, lines.size()) * PulsePlot.HEIGHT + MARGIN;
        Svg svg = new Svg();
        svg.add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\"", WIDTH, height);
        svg.add(" width=\"%d\" height=\"%d\" role=\"img\">\n", WIDTH, height);
        svg.add("<title>Pulses over time</title>\n<style>\n%s%s", STYLE, colours(LIGHT));
        svg.add("@media (prefers-color-scheme: dark) {\n%s%s}\n", DARK_STYLE, colours(DARK));
        svg.add("</style>\n<rect class=\"page\" width=\"%d\" height=\"%d\"/>\n", WIDTH, height);
        if (lines.isEmpty()) {
            svg.add("<text class=\"middle\" x=\"%d\" y=\"%d\">no pulses</text>\n", WIDTH / 2, 60);
        }
        for (int i = 0; i < lines.size(); i++) {
            panel(svg, lines.get(i), i);
        }
        return svg.add("</svg>\n").toString();
    }

    private static String colours(List<String> palette) {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < palette.size(); i++) {
            String colour = palette.get(i);
            rules.append(".stairs.c%d, .wave.c%d { stroke: %s; }\n".formatted(i, i, colour));
            rules.append(".wave.c%d, .dot.c%d { fill: %s; }\n".formatted(i, i, colour));
        }
        return rules.toString();
    }

    private List<PulseTrace> lines() {
        List<PulseTrace> lines = new ArrayList<>();
        for (String name : trace.signals().keySet()) {
            List<Trace.Pulse> pulses =
                    trace.pulses(name).stream()
                            .filter(pulse -> pulse.nanos() >= fromNanos && pulse.nanos() < toNanos)
                            .toList();
            if (!pulses.isEmpty()) {
                lines.add(PulseTrace.of(name, pulses));
            }
        }
        return lines;
    }

    private void panel(Svg svg, PulseTrace line, int index) {
        svg.add("<g transform=\"translate(0 %d)\">\n", index * PulsePlot.HEIGHT + MARGIN);
        new PulsePlot(line, fromNanos / 1e9, toNanos / 1e9, "c" + index % LIGHT.size()).draw(svg);
        svg.add("</g>\n");
    }
}
