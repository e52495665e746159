package dev.polyrhythm.gpio.device;

import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.gpio.SimulatedBoard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The rotor of a {@linkplain Stepper#ofCoils 28BYJ-48} on the simulated board: follows the coils
 * that have current. Does not open the pins. All methods may be called by any thread.
 */
public final class SimulatedStepper {
    private static final int COILS = 4;
    private static final int HALF_STEPS = 2 * COILS;
    private static final int NOWHERE = -1;
    private static final long INERTIA_NANOS = 100_000;

    private final SimulatedBoard board;
    private final int[] pins;

    /**
     * Makes the rotor of a motor.
     *
     * @param board where the motor is
     * @param pin1 BCM number of IN1, 0 to 27
     * @param pin2 BCM number of IN2, 0 to 27
     * @param pin3 BCM number of IN3, 0 to 27
     * @param pin4 BCM number of IN4, 0 to 27
     */
    public SimulatedStepper(SimulatedBoard board, int pin1, int pin2, int pin3, int pin4) {
        this.board = board;
        this.pins = new int[] {pin1, pin2, pin3, pin4};
    }

    /**
     * Tells where the rotor is: how many half steps forward from where it was at first. Coils that
     * pull against each other, a field that jumps to the opposite side, and one that lasts for less
     * than 0.1 ms do not move it.
     *
     * @return half steps; computed from the edges that the board keeps, 16,384 of each coil
     * @throws IllegalArgumentException if there is no such pin
     */
    public long position() {
        List<Edge> edges = edges();
        long position = 0;
        int pattern = 0;
        int field = 0; // where the rotor stands at first
        for (int i = 0; i < edges.size(); i++) {
            Edge edge = edges.get(i);
            int coil = 1 << coilOf(edge.pin());
            pattern = edge.high() ? pattern | coil : pattern & ~coil;
            int next = fieldOf(pattern);
            if (next != NOWHERE && lasts(edges, i)) {
                position += way(field, next);
                field = next;
            }
        }
        return position;
    }

    private List<Edge> edges() {
        List<Edge> edges = new ArrayList<>();
        for (int pin : pins) {
            edges.addAll(board.edges(pin));
        }
        edges.sort(Comparator.comparingLong(Edge::nanoTime));
        return edges;
    }

    private static boolean lasts(List<Edge> edges, int index) {
        return index == edges.size() - 1
                || edges.get(index + 1).nanoTime() - edges.get(index).nanoTime() >= INERTIA_NANOS;
    }

    /** Returns the shorter way from one direction to another, 0 between opposite ones. */
    private static int way(int from, int to) {
        int way = Math.floorMod(to - from + COILS, HALF_STEPS) - COILS;
        return way == -COILS ? 0 : way;
    }

    private int coilOf(int pin) {
        int coil = 0;
        while (pins[coil] != pin) {
            coil++;
        }
        return coil;
    }

    /** Returns where the field of the coils points, in half steps of one turn of it. */
    private static int fieldOf(int pattern) {
        return switch (pattern) {
            case 0b0001 -> 0;
            case 0b0011 -> 1;
            case 0b0010 -> 2;
            case 0b0110 -> 3;
            case 0b0100 -> 4;
            case 0b1100 -> 5;
            case 0b1000 -> 6;
            case 0b1001 -> 7;
            default -> NOWHERE;
        };
    }
}
