package dev.polyrhythm.gpio;

import dev.polyrhythm.NanoClock;
import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.gpio.trace.EdgeLog;
import dev.polyrhythm.memory.ClosedException;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.memory.internal.region.ShutdownPhases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A board without wires: its lines lie in shared memory, so that all processes of the program drive
 * the same ones, and the last 16,384 edges of each are kept with the nanosecond at which they were.
 * On a virtual clock it belongs to one process and every edge is exact: for tests.
 *
 * {@snippet file="dev/polyrhythm/gpio/BoardSnippets.java" region="virtual"}
 */
public final class SimulatedBoard implements Board {
    private final BoardMemory memory;
    private final NanoClock clock;
    private final PulseControl control;
    private final @Nullable VirtualPulses virtual;
    private final Set<Pin> pins = new LinkedHashSet<>();
    private final EdgeDispatcher dispatcher = new EdgeDispatcher();
    private final Runnable atExit = this::close;
    private boolean closed;

    SimulatedBoard() {
        this.memory = BoardMemory.shared();
        this.clock = NanoClock.system();
        this.control = new SharedPulses();
        this.virtual = null;
        Region.current().requestService(PulseService.NAME);
        ShutdownPhases.register(ShutdownPhases.Phase.DEVICES, atExit);
    }

    private SimulatedBoard(VirtualClock clock) {
        this.memory = BoardMemory.ofOneProcess();
        this.clock = clock;
        this.virtual = new VirtualPulses(clock, memory);
        this.control = virtual;
    }

    /**
     * Opens a board of its own on a virtual clock.
     *
     * @param clock the clock that a test moves
     * @return a board that no other process sees
     */
    public static SimulatedBoard withVirtualClock(VirtualClock clock) {
        return new SimulatedBoard(clock);
    }

    /**
     * What became of the pulses of the program's simulated board, whichever process made them.
     *
     * @return one entry for each pin that had pulses, in the order of their numbers
     */
    public static List<PulseStatistics> programStatistics() {
        return BoardMemory.isInUse() ? statistics(BoardMemory.shared()) : List.of();
    }

    /**
     * The edges of the program's simulated board, for a trace that is written while it runs.
     *
     * @return a log that begins with the first edge
     */
    public static EdgeLog programEdges() {
        return new ProgramEdges();
    }

    private static List<PulseStatistics> statistics(BoardMemory memory) {
        return IntStream.range(0, PinLayout.PINS)
                .filter(memory::wasOpened)
                .mapToObj(pin -> PulseStatistics.of(memory.open(pin)))
                .filter(statistics -> statistics.pulses() + statistics.skipped() > 0)
                .toList();
    }

    @Override
    public Output output(int pin) {
        return open(() -> new Output(this, pin));
    }

    @Override
    public Input input(int pin) {
        return open(() -> new Input(this, pin));
    }

    @Override
    public Pwm pwm(int pin, double frequencyHz) {
        return open(() -> new Pwm(this, pin, frequencyHz, control));
    }

    @Override
    public Servo servo(int pin, Duration minPulseWidth, Duration maxPulseWidth) {
        Servo.requireValid(minPulseWidth, maxPulseWidth);
        return new Servo(pwm(pin, Servo.FREQUENCY_HZ), minPulseWidth, maxPulseWidth);
    }

    private synchronized <P extends Pin> P open(Supplier<P> factory) {
        if (closed) {
            throw new ClosedException("the board is closed");
        }
        P pin = factory.get();
        pins.add(pin);
        return pin;
    }

    synchronized void closed(Pin pin) {
        pins.remove(pin);
        if (pin instanceof Input input) {
            dispatcher.remove(input);
        }
    }

    synchronized void listen(Input input) {
        dispatcher.add(input);
    }

    BoardMemory memory() {
        return memory;
    }

    PulseControl control() {
        return control;
    }

    long nanoTime() {
        return clock.nanoTime();
    }

    /**
     * The level of a line, whoever drives it.
     *
     * @param pin BCM number, 0 to 27
     * @return true if it is high
     * @throws IllegalArgumentException if there is no such pin
     */
    public boolean level(int pin) {
        return new Line(memory.open(Pins.requireValid(pin))).level();
    }

    /**
     * Drives a line from outside, as a button or a sensor would.
     *
     * @param pin BCM number, 0 to 27
     * @param high the level from now on
     * @throws IllegalArgumentException if there is no such pin
     */
    public void drive(int pin, boolean high) {
        new Line(memory.open(Pins.requireValid(pin))).set(high, nanoTime());
        dispatcher.wake();
    }

    /**
     * The edges of a line, from any process.
     *
     * @param pin BCM number, 0 to 27
     * @return the last 16,384 at most, oldest first
     * @throws IllegalArgumentException if there is no such pin
     */
    public List<Edge> edges(int pin) {
        List<Edge> edges = new ArrayList<>();
        new EdgeCursor(memory.open(Pins.requireValid(pin)), 1).drain(edges::add);
        return edges;
    }

    /**
     * What became of the pulses on this board.
     *
     * @return one entry for each pin that had pulses, in the order of their numbers
     */
    public List<PulseStatistics> statistics() {
        return statistics(memory);
    }

    @Override
    public void close() {
        List<Pin> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(pins);
        }
        open.forEach(Pin::close);
        dispatcher.close();
        if (virtual != null) {
            virtual.close();
        }
        ShutdownPhases.unregister(ShutdownPhases.Phase.DEVICES, atExit);
    }
}
