package dev.polyrhythm.gpio.internal.pulse;

import dev.polyrhythm.gpio.internal.memory.BoardMemory;
import dev.polyrhythm.gpio.internal.memory.PinLayout;
import dev.polyrhythm.gpio.internal.memory.PinMemory;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The pulses of all pins of a board, in one loop: tells when the next edge of any pin is due, and
 * does what is due. Pins of one period rise together. Has neither clock nor thread: a {@link
 * PulseThread} or a virtual clock calls it, one thread at a time. Allocates nothing but at a pin's
 * first use.
 */
public final class PulseEngine {
    private final BoardMemory board;
    private final Function<PinMemory, LineDriver> lines;
    private final @Nullable PulseTrain[] trains = new PulseTrain[PinLayout.PINS];

    /**
     * An engine for a board's pins.
     *
     * @param board where the set points and the counts are
     * @param lines makes the driver of a pin's line, at the pin's first use
     */
    public PulseEngine(BoardMemory board, Function<PinMemory, LineDriver> lines) {
        this.board = board;
        this.lines = lines;
    }

    BoardMemory board() {
        return board;
    }

    /** Finds the pins that are used for pulses. Returns true if there is any. */
    public boolean findPins() {
        boolean any = false;
        for (int pin = 0; pin < trains.length; pin++) {
            if (trains[pin] == null && board.wasOpened(pin)) {
                PinMemory memory = board.open(pin);
                boolean pulsed = memory.get(PinLayout.PULSED) != 0;
                trains[pin] = pulsed ? new PulseTrain(memory, lines.apply(memory)) : null;
            }
            any |= trains[pin] != null;
        }
        return any;
    }

    /** Returns when the next edge is due: {@link Long#MAX_VALUE} for never. */
    public long nextDeadline(long now) {
        return Math.min(nextFall(), nextStart(now));
    }

    /** Returns when the next pulse ends: {@link Long#MAX_VALUE} outside of pulses. */
    long nextFall() {
        long next = Long.MAX_VALUE;
        for (PulseTrain train : trains) {
            if (train != null) {
                next = Math.min(next, train.nextFall());
            }
        }
        return next;
    }

    /** Returns when a line rises or follows a new set point: {@link Long#MAX_VALUE} for never. */
    long nextStart(long now) {
        long next = Long.MAX_VALUE;
        for (PulseTrain train : trains) {
            if (train != null) {
                next = Math.min(next, train.nextStart(now));
            }
        }
        return next;
    }

    /** Does what is due: first the falls. */
    public void runDue(long now) {
        fallDue(now);
        for (PulseTrain train : trains) {
            if (train != null) {
                train.startIfDue(now, this);
            }
        }
    }

    /** Ends the pulses that are due to end, and begins none. */
    void fallDue(long now) {
        for (PulseTrain train : trains) {
            if (train != null) {
                train.fallIfDue(now);
            }
        }
    }

    /** Returns the first rise of a pin: with others of its period, or at once. */
    long firstRise(PulseTrain of, long period, long now) {
        for (PulseTrain train : trains) {
            if (train != null && train != of) {
                long rise = train.riseOf(period);
                if (rise >= now) {
                    return rise;
                }
            }
        }
        return now;
    }

    boolean isInPulse() {
        return nextFall() != Long.MAX_VALUE;
    }

    /** Leaves the pin's line low. */
    public void cut(int pin, long now) {
        PulseTrain train = trains[pin];
        if (train != null) {
            train.cut(now);
        }
    }

    /** Leaves all lines low. */
    public void cutAll(long now) {
        for (PulseTrain train : trains) {
            if (train != null) {
                train.cut(now);
            }
        }
    }
}
