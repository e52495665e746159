package dev.polyrhythm.gpio.internal.simulated;

import dev.polyrhythm.NanoClock;
import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.gpio.Pull;
import dev.polyrhythm.gpio.PulseStatistics;
import dev.polyrhythm.gpio.internal.BoardBackend;
import dev.polyrhythm.gpio.internal.ClaimedLine;
import dev.polyrhythm.gpio.internal.LineInUseException;
import dev.polyrhythm.gpio.internal.LineUse;
import dev.polyrhythm.gpio.internal.memory.BoardMemory;
import dev.polyrhythm.gpio.internal.memory.PinHolder;
import dev.polyrhythm.gpio.internal.memory.PinLayout;
import dev.polyrhythm.gpio.internal.memory.PinMemory;
import dev.polyrhythm.gpio.internal.pulse.PulseCounters;
import dev.polyrhythm.memory.internal.region.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Lines in memory: one board for all processes of a program, or one of a test's own. */
public final class SimulatedBackend implements BoardBackend {
    private final BoardMemory memory;
    private final NanoClock clock;
    private final PulseControl pulses;
    private final EdgeDispatcher dispatcher = new EdgeDispatcher();

    private SimulatedBackend(BoardMemory memory, NanoClock clock, PulseControl pulses) {
        this.memory = memory;
        this.clock = clock;
        this.pulses = pulses;
    }

    /**
     * Opens the program's board; its first process makes the pulses.
     *
     * @return a backend on the clock of the system
     */
    public static SimulatedBackend shared() {
        BoardMemory memory = ProgramBoard.open();
        Region.current().requestService(PulseService.NAME);
        return new SimulatedBackend(memory, NanoClock.system(), new SharedPulses(memory));
    }

    /**
     * Makes a board of its own.
     *
     * @param clock the clock of its edges and pulses
     * @return a backend that no other process sees
     */
    public static SimulatedBackend withVirtualClock(VirtualClock clock) {
        BoardMemory memory = BoardMemory.ofOneProcess();
        return new SimulatedBackend(memory, clock, new VirtualPulses(clock, memory));
    }

    /**
     * Returns the counts of the program's board.
     *
     * @return one entry for each pin that had pulses, in the order of their numbers
     */
    public static List<PulseStatistics> programStatistics() {
        BoardMemory memory = ProgramBoard.find();
        return memory == null ? List.of() : statistics(memory);
    }

    private static List<PulseStatistics> statistics(BoardMemory memory) {
        return IntStream.range(0, PinLayout.PINS)
                .filter(memory::wasOpened)
                .mapToObj(pin -> new PulseCounters(memory.open(pin)).statistics())
                .filter(statistics -> statistics.pulses() + statistics.skipped() > 0)
                .toList();
    }

    @Override
    public ClaimedLine claim(int number, LineUse use) throws LineInUseException {
        PinMemory pin = memory.open(number);
        boolean abandoned = take(pin);
        if (use != LineUse.INPUT) {
            new LineBias(pin).disable();
        }
        return new SimulatedPin(pin, use, clock, pulses, dispatcher, abandoned);
    }

    /** Pulls the line before it is followed, so that this is no edge for the new holder. */
    @Override
    public ClaimedLine claim(int number, Pull pull) throws LineInUseException {
        PinMemory pin = memory.open(number);
        take(pin);
        new LineBias(pin).pull(pull, clock.nanoTime());
        return new SimulatedPin(pin, LineUse.INPUT, clock, pulses, dispatcher, false);
    }

    /** Takes the pin. Returns true if its last holder died with it; its pulses have ended then. */
    private boolean take(PinMemory pin) throws LineInUseException {
        boolean abandoned = PinHolder.take(memory, pin);
        if (abandoned) {
            pulses.release(pin);
        }
        return abandoned;
    }

    /**
     * Reads the level of a line.
     *
     * @param pin BCM number, 0 to 27
     * @return true if it is high
     */
    public boolean level(int pin) {
        return new Line(memory.open(pin)).level();
    }

    /**
     * Drives a line from outside.
     *
     * @param pin BCM number, 0 to 27
     * @param high the level from now on
     */
    public void drive(int pin, boolean high) {
        new LineBias(memory.open(pin)).drive(high, clock.nanoTime());
        dispatcher.wake(pin);
    }

    /**
     * Ends the drive from outside: the line goes where its pull takes it.
     *
     * @param pin BCM number, 0 to 27
     */
    public void undrive(int pin) {
        new LineBias(memory.open(pin)).undrive(clock.nanoTime());
        dispatcher.wake(pin);
    }

    /**
     * Returns the edges of a line that are kept.
     *
     * @param pin BCM number, 0 to 27
     * @return oldest first
     */
    public List<Edge> edges(int pin) {
        List<Edge> edges = new ArrayList<>();
        new EdgeCursor(memory.open(pin), 1).drain(edges::add);
        return edges;
    }

    /**
     * Returns the counts of this board.
     *
     * @return one entry for each pin that had pulses, in the order of their numbers
     */
    public List<PulseStatistics> statistics() {
        return statistics(memory);
    }

    /**
     * Returns the clock of the board's edges and pulses.
     *
     * @return always the same object
     */
    public NanoClock clock() {
        return clock;
    }

    /**
     * Returns the board's memory.
     *
     * @return always the same object
     */
    public BoardMemory memory() {
        return memory;
    }

    @Override
    public void close() {
        dispatcher.close();
        pulses.close();
    }
}
