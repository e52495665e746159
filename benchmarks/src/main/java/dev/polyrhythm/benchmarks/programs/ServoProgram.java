package dev.polyrhythm.benchmarks.programs;

import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.gpio.Pwm;
import dev.polyrhythm.gpio.SimulatedBoard;
import java.time.Duration;
import java.util.List;

/**
 * Measures the pulses of eight servos at 50 Hz, by the simulated board's record of their edges.
 * Arguments: warm-up and measured time in milliseconds; "width50", "width99" or "late99", the error
 * of the widths or the lateness of the rises that is not exceeded by so many of a hundred; "idle",
 * or "neighbour" for a thread of this program that allocates all the time.
 */
public final class ServoProgram {
    private static final int SERVOS = 8;
    private static final int FIRST_PIN = 4;
    private static final double FREQUENCY_HZ = 50;
    private static final long PERIOD_NANOS = 20_000_000;

    private ServoProgram() {}

    /**
     * Runs the program.
     *
     * @param arguments see above
     * @throws InterruptedException never
     */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments[3].equals("neighbour")) {
            Allocation.start();
        }
        try (SimulatedBoard board = Board.simulated()) {
            for (int servo = 0; servo < SERVOS; servo++) {
                Pwm pwm = board.pwm(FIRST_PIN + servo, FREQUENCY_HZ);
                pwm.setPulseWidth(Duration.ofNanos(width(servo)));
                pwm.start(pwm.getDutyCycle());
            }
            Thread.sleep(Long.parseLong(arguments[0]));
            long from = System.nanoTime();
            Thread.sleep(Long.parseLong(arguments[1]));
            Figure.print(measure(board, from, arguments[2]) / 1e9);
        }
    }

    /** Returns the width of a servo's pulses in ns; a different one for each. */
    private static long width(int servo) {
        return 1_000_000 + 150_000L * servo;
    }

    private static double measure(SimulatedBoard board, long from, String metric) {
        Durations durations = new Durations();
        for (int servo = 0; servo < SERVOS; servo++) {
            List<Edge> edges =
                    board.edges(FIRST_PIN + servo).stream()
                            .filter(e -> e.nanoTime() >= from)
                            .toList();
            if (metric.startsWith("width")) {
                addErrors(edges, width(servo), durations);
            } else {
                addLateness(edges, durations);
            }
        }
        return durations.percentile(metric.endsWith("99") ? 0.99 : 0.50);
    }

    private static void addErrors(List<Edge> edges, long width, Durations durations) {
        for (int i = 1; i < edges.size(); i++) {
            if (edges.get(i - 1).high()) {
                long found = edges.get(i).nanoTime() - edges.get(i - 1).nanoTime();
                durations.add(Math.abs(found - width));
            }
        }
    }

    /** Adds how much later each rise was than that of the earliest phase. */
    private static void addLateness(List<Edge> edges, Durations durations) {
        List<Edge> rises = edges.stream().filter(Edge::high).toList();
        if (rises.isEmpty()) {
            return;
        }
        long first = rises.getFirst().nanoTime();
        long earliest = rises.stream().mapToLong(rise -> phase(rise, first)).min().orElseThrow();
        rises.forEach(rise -> durations.add(phase(rise, first) - earliest));
    }

    /** Returns the distance to the nearest multiple of the period from the first rise. */
    private static long phase(Edge rise, long first) {
        long periods = Math.round((rise.nanoTime() - first) / (double) PERIOD_NANOS);
        return rise.nanoTime() - first - periods * PERIOD_NANOS;
    }
}
