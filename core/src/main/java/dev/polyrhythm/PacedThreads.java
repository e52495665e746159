package dev.polyrhythm;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The threads that a {@link VirtualClock} waits for: each one sleeps on the clock until a deadline
 * or is about to, so that time must not pass while it is awake. The lock of the clock guards it.
 */
final class PacedThreads {
    private static final long AWAKE = Long.MAX_VALUE;

    private final Map<Thread, Pace> paces = new HashMap<>();

    /** A thread's entries, and its deadline while it sleeps. */
    private static final class Pace {
        int entries;
        long deadlineNanos = AWAKE;
    }

    /** Adds the calling thread; a thread may be added several times. */
    void enter() {
        paces.computeIfAbsent(Thread.currentThread(), thread -> new Pace()).entries++;
    }

    /** Undoes one entry of the calling thread. */
    void leave() {
        Pace own = own();
        if (own != null && --own.entries == 0) {
            paces.remove(Thread.currentThread());
        }
    }

    /** Notes until when the calling thread sleeps. */
    void sleep(long deadlineNanos) {
        Pace own = own();
        if (own != null) {
            own.deadlineNanos = deadlineNanos;
        }
    }

    /** Notes that the calling thread does not sleep any more. */
    void wake() {
        sleep(AWAKE);
    }

    /** Counts all as awake whose deadline has come, though they have not run yet. */
    void wakeDue(long nowNanos) {
        for (Pace pace : paces.values()) {
            if (pace.deadlineNanos <= nowNanos) {
                pace.deadlineNanos = AWAKE;
            }
        }
    }

    boolean isAnyAwake() {
        return paces.values().stream().anyMatch(pace -> pace.deadlineNanos == AWAKE);
    }

    boolean hasCaller() {
        return own() != null;
    }

    /** Returns when the first one has to be woken: {@link Long#MAX_VALUE} for never. */
    long nextDeadlineNanos() {
        long next = AWAKE;
        for (Pace pace : paces.values()) {
            next = Math.min(next, pace.deadlineNanos);
        }
        return next;
    }

    private @Nullable Pace own() {
        return paces.get(Thread.currentThread());
    }
}
