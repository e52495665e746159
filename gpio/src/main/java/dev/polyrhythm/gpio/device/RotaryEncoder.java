package dev.polyrhythm.gpio.device;

import dev.polyrhythm.NanoClock;
import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.gpio.Input;
import dev.polyrhythm.gpio.PinInUseException;
import dev.polyrhythm.gpio.Pull;
import dev.polyrhythm.memory.ClosedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A knob that turns without end and clicks, KY-040 or the like: its contacts A and B (CLK and DT)
 * are wired to two pins, the common one to ground. It needs no resistors: the board's own are
 * switched on. Its push button is a {@link Button}.
 *
 * {@snippet file="dev/polyrhythm/gpio/device/DeviceSnippets.java" region="encoder"}
 *
 * <p><b>Life.</b> {@link #close()} gives the pins back; closing the board does so too.
 *
 * <p><b>Threads.</b> All methods may be called by any thread of the process that opened it.
 * Listeners are called one after the other, in the order of the clicks, on a virtual thread of this
 * knob; an exception that leaves one goes to the thread's uncaught exception handler.
 */
// The edges of the two lines come from two threads, in the order of each line and no other. They
// are counted in the order of their times: an edge is next for certain when the other line's next
// one is known to be later. While none of that line is known, and by its level none is on its way,
// an edge is counted at once if it is fresh and follows one of the other line: too little time has
// gone for two edges that cancel each other. Any other one waits a while for edges on their way:
// a second edge of the same line leads back, to no click, and an old one comes from a busy machine.
public final class RotaryEncoder implements AutoCloseable {
    private static final int MOST_WAITING = 1 << 15;
    private static final long FRESH_NANOS = 3_000_000;
    private static final long HOLD_NANOS = 200_000_000;

    private final NanoClock clock;
    private final PinGroup pins;
    private final Wire a;
    private final Wire b;
    private final Quadrature quadrature;
    private final AtomicLong position = new AtomicLong();
    private final List<Runnable> clockwiseListeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> counterClockwiseListeners = new CopyOnWriteArrayList<>();
    private final Listeners calls = new Listeners();
    private final Alarm alarm = new Alarm(NanoClock.system(), this::deadline, _ -> countCertain());
    private volatile long deadline = Alarm.NEVER;
    private @Nullable Wire lastCounted; // guarded by this

    /** An edge, and when it was handed over. */
    private record Arrival(Edge edge, long arrivedNanos) {}

    /** A line, and its edges that are not counted yet. */
    private static final class Wire {
        final Input input;
        final Deque<Arrival> waiting = new ArrayDeque<>();
        boolean level;

        Wire(Input input) {
            this.input = input;
            this.level = input.get();
        }

        void add(Edge edge) {
            waiting.add(new Arrival(edge, System.nanoTime()));
            level = edge.high();
        }

        /** Whether no edge is on its way, or a number of them that leads back. */
        boolean isComplete() {
            return level == input.get();
        }

        long nextNanos() {
            Arrival next = waiting.peek();
            return next == null ? Long.MAX_VALUE : next.edge.nanoTime();
        }
    }

    /**
     * Opens a knob at position 0.
     *
     * @param board the board that it is wired to
     * @param pinA BCM number, 0 to 27: the contact that closes first in a turn to the right
     * @param pinB BCM number, 0 to 27
     * @throws IllegalArgumentException if there is no such pin
     * @throws PinInUseException if a pin is in use
     * @throws UnsupportedOperationException if the board cannot switch pull resistors
     */
    public RotaryEncoder(Board board, int pinA, int pinB) {
        clock = board.clock();
        pins = new PinGroup(board);
        a = new Wire(pins.input(pinA, Pull.UP));
        b = new Wire(pins.input(pinB, Pull.UP));
        quadrature = new Quadrature(a.level, b.level);
        a.input.onEdge(edge -> edgeCame(a, edge));
        b.input.onEdge(edge -> edgeCame(b, edge));
        alarm.start();
    }

    /**
     * Returns how far it was turned.
     *
     * @return clicks to the right from where it was opened, or from the last {@link #reset}
     */
    public long getPosition() {
        return position.get();
    }

    /** Makes the place where it is the position 0. */
    public void reset() {
        position.set(0);
    }

    /**
     * Calls a listener for each click to the right.
     *
     * @param listener what to call
     * @throws ClosedException after {@link #close()}
     */
    public void onClockwise(Runnable listener) {
        requireOpen();
        clockwiseListeners.add(listener);
    }

    /**
     * Calls a listener for each click to the left.
     *
     * @param listener what to call
     * @throws ClosedException after {@link #close()}
     */
    public void onCounterClockwise(Runnable listener) {
        requireOpen();
        counterClockwiseListeners.add(listener);
    }

    private void requireOpen() {
        boolean _ = a.input.get();
    }

    private long deadline() {
        return deadline;
    }

    private void edgeCame(Wire wire, Edge edge) {
        synchronized (this) {
            wire.add(edge);
            countCertain();
        }
        alarm.update();
    }

    private synchronized void countCertain() {
        deadline = Alarm.NEVER;
        try {
            Wire next = next();
            while (next != null) {
                count(next);
                next = next();
            }
        } catch (ClosedException e) {
            a.waiting.clear(); // nothing is counted any more
            b.waiting.clear();
        }
    }

    /** Returns the line whose edge is the next for certain, or null if that is not known yet. */
    private @Nullable Wire next() {
        Wire next = a.nextNanos() <= b.nextNanos() ? a : b;
        Wire other = next == a ? b : a;
        Arrival first = next.waiting.peek();
        if (first == null) {
            return null;
        }
        if (!other.waiting.isEmpty() || next.waiting.size() > MOST_WAITING) {
            return next;
        }
        if (!other.isComplete()) {
            return null; // its edge will come
        }
        boolean fresh = clock.nanoTime() - first.edge.nanoTime() < FRESH_NANOS;
        if ((fresh && next != lastCounted)
                || System.nanoTime() - first.arrivedNanos >= HOLD_NANOS) {
            return next;
        }
        deadline = first.arrivedNanos + HOLD_NANOS;
        return null;
    }

    private void count(Wire wire) {
        boolean high = wire.waiting.remove().edge.high();
        click(wire == a ? quadrature.setA(high) : quadrature.setB(high));
        lastCounted = wire;
    }

    private void click(int direction) {
        if (direction != 0) {
            position.addAndGet(direction);
            calls.call(direction > 0 ? clockwiseListeners : counterClockwiseListeners);
        }
    }

    /** Gives the pins back; no listener is called that has not begun. Idempotent. */
    @Override
    public void close() {
        alarm.close();
        calls.close();
        pins.close();
    }
}
