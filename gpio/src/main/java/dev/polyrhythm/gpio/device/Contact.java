package dev.polyrhythm.gpio.device;

import dev.polyrhythm.NanoClock;
import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.gpio.Input;
import dev.polyrhythm.gpio.Pull;
import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An input that is active or not: what a button and a motion sensor have in common.
 *
 * <p>Locks. The monitor of this object is held for the state alone: never while the alarm is
 * updated, which may take the lock of a virtual clock, under which the alarm takes the monitor.
 */
final class Contact {
    /** A listener for a contact that stays active. */
    private static final class Hold {
        final long nanos;
        final Runnable listener;
        boolean called;

        Hold(long nanos, Runnable listener) {
            this.nanos = nanos;
            this.listener = listener;
        }
    }

    private final Input input;
    private final boolean activeHigh;
    private final Debounce debounce; // guarded by this
    private final List<Hold> holds = new ArrayList<>(); // guarded by this
    private final List<Runnable> activeListeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> inactiveListeners = new CopyOnWriteArrayList<>();
    private final Listeners calls = new Listeners();
    private final Signal changed;
    private final Alarm alarm;
    private long activeSince; // guarded by this
    private volatile boolean active;
    private volatile long deadline = Alarm.NEVER;

    /** Opens the pin; the level at that moment counts at once. */
    Contact(Board board, int pin, Pull pull, boolean activeHigh, Duration debounceTime) {
        long stableNanos = Arguments.requireNotNegative(debounceTime, "debounce");
        NanoClock clock = board.clock();
        this.activeHigh = activeHigh;
        this.changed = new Signal(clock);
        this.alarm = new Alarm(clock, () -> deadline, this::timeCame);
        this.input = board.input(pin, pull);
        this.debounce = new Debounce(stableNanos, levelOrClose(), clock.nanoTime());
        this.active = isActiveLevel(debounce.level());
        this.activeSince = clock.nanoTime();
        PinGroup.listenOrClose(input, this::edgeCame, input::close);
        alarm.start();
        alarm.update(); // an edge may have come before the start
    }

    private boolean levelOrClose() {
        try {
            return input.get();
        } catch (RuntimeException e) {
            input.close();
            throw e;
        }
    }

    private boolean isActiveLevel(boolean high) {
        return high == activeHigh;
    }

    boolean isActive() {
        requireOpen();
        return active;
    }

    void onActive(Runnable listener) {
        requireOpen();
        activeListeners.add(listener);
    }

    void onInactive(Runnable listener) {
        requireOpen();
        inactiveListeners.add(listener);
    }

    void onHold(Duration time, Runnable listener) {
        Hold hold = new Hold(Arguments.requirePositive(time, "time"), listener);
        requireOpen();
        synchronized (this) {
            holds.add(hold);
            plan();
        }
        alarm.update();
    }

    private void requireOpen() {
        boolean _ = input.get();
    }

    /**
     * Waits for a state.
     *
     * @return false if the limit came first
     * @throws ClosedException if the pin is closed, also in the meantime
     */
    boolean await(boolean state, Duration limit) throws InterruptedException {
        return changed.await(
                () -> {
                    requireOpen();
                    return active == state;
                },
                limit);
    }

    private void edgeCame(Edge edge) {
        synchronized (this) {
            if (debounce.edgeConfirms(edge.high(), edge.nanoTime())) {
                change();
            }
            if (debounce.timeConfirms(edge.nanoTime(), edge.high())) {
                change(); // at once, as no time has to pass
            }
            plan();
        }
        changed.raise();
        alarm.update();
    }

    private void timeCame(long now) {
        synchronized (this) {
            try {
                if (debounce.timeConfirms(now, input.get())) {
                    change();
                }
                callHolds(now);
                plan();
            } catch (ClosedException e) {
                deadline = Alarm.NEVER; // the board was closed before the device
            }
        }
        changed.raise();
    }

    /** Takes over the level that counts, once the holds before that were called. */
    private void change() {
        callHolds(debounce.changedAt());
        active = isActiveLevel(debounce.level());
        activeSince = debounce.changedAt();
        holds.forEach(hold -> hold.called = false);
        calls.call(active ? activeListeners : inactiveListeners);
    }

    private void callHolds(long now) {
        for (Hold hold : holds) {
            if (active && !hold.called && now >= activeSince + hold.nanos) {
                hold.called = true;
                calls.call(List.of(hold.listener));
            }
        }
    }

    private void plan() {
        long next = debounce.deadline();
        for (Hold hold : holds) {
            if (active && !hold.called) {
                next = Math.min(next, activeSince + hold.nanos);
            }
        }
        deadline = next;
    }

    void close() {
        alarm.close();
        calls.close();
        input.close();
        changed.raise();
    }
}
