package dev.polyrhythm.gpio.trace;

import java.util.Arrays;
import java.util.List;

/**
 * The pulses of one line, within the time that is drawn.
 *
 * @param name the line's name
 * @param pulses at least one
 * @param periodNanos the usual time from one rise to the next; 0 if there is but one pulse
 * @param isRegular whether nearly all pulses keep to the period: only then is there a duty cycle
 */
record PulseTrace(String name, List<Trace.Pulse> pulses, long periodNanos, boolean isRegular) {
    private static final double TOLERANCE = 0.05;
    private static final double NEARLY_ALL = 0.8;

    static PulseTrace of(String name, List<Trace.Pulse> pulses) {
        long[] gaps = new long[pulses.size() - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = pulses.get(i + 1).nanos() - pulses.get(i).nanos();
        }
        Arrays.sort(gaps);
        long period = gaps.length == 0 ? 0 : gaps[gaps.length / 2];
        return new PulseTrace(name, pulses, period, isRegular(gaps, period));
    }

    private static boolean isRegular(long[] gaps, long period) {
        long kept = 0;
        for (long gap : gaps) {
            kept += Math.abs(gap - period) <= period * TOLERANCE ? 1 : 0;
        }
        return gaps.length > 0 && kept >= gaps.length * NEARLY_ALL;
    }

    double narrowestMillis() {
        return pulses.stream().mapToLong(Trace.Pulse::widthNanos).min().orElseThrow() / 1e6;
    }

    double widestMillis() {
        return pulses.stream().mapToLong(Trace.Pulse::widthNanos).max().orElseThrow() / 1e6;
    }
}
