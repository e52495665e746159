package dev.polyrhythm.gpio;

import org.jspecify.annotations.Nullable;

/**
 * The pulses of all pins of a board, in one loop: it says when the next edge of any pin is due, and
 * does what is due. It has neither clock nor thread; a {@link PulseThread} or a virtual clock
 * drives it, one thread at a time. It does not allocate but for a pin's first use.
 */
final class PulseEngine {
    private final BoardMemory board;
    private final @Nullable PulseTrain[] trains = new PulseTrain[PinLayout.PINS];

    PulseEngine(BoardMemory board) {
        this.board = board;
    }

    /** Looks for pins that were made pulse pins. True if there is any. */
    boolean findPins() {
        boolean any = false;
        for (int pin = 0; pin < trains.length; pin++) {
            if (trains[pin] == null && board.wasOpened(pin)) {
                PinMemory memory = board.open(pin);
                trains[pin] = memory.get(PinLayout.PULSED) != 0 ? new PulseTrain(memory) : null;
            }
            any |= trains[pin] != null;
        }
        return any;
    }

    /** When the next edge is due: in the past for at once, {@link Long#MAX_VALUE} for never. */
    long nextDeadline(long now) {
        long next = Long.MAX_VALUE;
        for (PulseTrain train : trains) {
            if (train != null) {
                next = Math.min(next, train.nextDeadline(now));
            }
        }
        return next;
    }

    /** Does what is due: first the falls. */
    void runDue(long now) {
        fallDue(now);
        for (PulseTrain train : trains) {
            if (train != null) {
                train.riseIfDue(now);
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

    boolean isInPulse() {
        for (PulseTrain train : trains) {
            if (train != null && train.isInPulse()) {
                return true;
            }
        }
        return false;
    }

    /** Leaves the pin's line low. */
    void cut(int pin, long now) {
        PulseTrain train = trains[pin];
        if (train != null) {
            train.cut(now);
        }
    }

    /** Leaves all lines low. */
    void cutAll(long now) {
        for (PulseTrain train : trains) {
            if (train != null) {
                train.cut(now);
            }
        }
    }
}
