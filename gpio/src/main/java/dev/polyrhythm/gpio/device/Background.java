package dev.polyrhythm.gpio.device;

import dev.polyrhythm.NanoClock;
import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Does the steps of a device at absolute times of the board's clock, until the device's next
 * command: on a virtual thread that sleeps in between, or, on a virtual clock, in the thread that
 * moves the clock, to the nanosecond. A step that is late by more than half of the time to the next
 * one moves all later ones, so that none is hurried.
 *
 * <p>Locks. A command holds the device's monitor, which no step takes: one at a time calls {@link
 * #start} and {@link #cancel}. A step holds the monitor of this object, so that none is under way
 * once {@link #cancel} has returned. Pins take the lock of a virtual clock, and a step on a virtual
 * clock holds that already: so the first step, which the command does itself, is done without this
 * monitor.
 */
final class Background {
    private final NanoClock clock;
    private final Signal ended;
    private volatile @Nullable Run current; // written with the monitor held

    Background(NanoClock clock) {
        this.clock = clock;
        this.ended = new Signal(clock);
    }

    /** Ends what is under way, does the first step, and leaves the others to the background. */
    void start(Steps steps) {
        cancel();
        long next = steps.step(clock.nanoTime());
        if (next != Steps.END) {
            Run run = new Run(steps, next);
            synchronized (this) {
                current = run;
            }
            run.begin();
        }
    }

    /** Ends what is under way. No step is made, or being made, when this returns. */
    void cancel() {
        Run run;
        synchronized (this) {
            run = current;
            current = null;
        }
        if (run != null) {
            run.end();
            ended.raise();
        }
    }

    boolean isActive() {
        return current != null;
    }

    /** Waits until nothing is under way. Returns false if the limit came first. */
    boolean await(Duration limit) throws InterruptedException {
        return ended.await(() -> !isActive(), limit);
    }

    /** The steps of one command. */
    private final class Run implements VirtualClock.Agenda {
        private final Steps steps;
        private volatile long next;
        private @Nullable Thread thread;

        Run(Steps steps, long next) {
            this.steps = steps;
            this.next = next;
        }

        void begin() {
            if (clock instanceof VirtualClock virtual) {
                virtual.register(this);
            } else {
                thread = Thread.ofVirtual().name("polyrhythm-device").start(this::sleepAndStep);
            }
        }

        void end() {
            if (clock instanceof VirtualClock virtual) {
                virtual.unregister(this);
            } else if (thread != null) {
                thread.interrupt();
            }
        }

        private void sleepAndStep() {
            try {
                while (current == this) {
                    clock.sleepUntil(next);
                    stepIfCurrent();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // cancelled: nothing is left to do
            }
        }

        @Override
        public long nextDeadlineNanos() {
            return next;
        }

        @Override
        public void runDue(long nowNanos) {
            if (nowNanos >= next) {
                try {
                    stepIfCurrent();
                } finally {
                    if (next == Steps.END) {
                        end();
                    }
                }
            }
        }

        private void stepIfCurrent() {
            boolean last = true; // also when the step fails
            synchronized (Background.this) {
                if (current != this) {
                    return;
                }
                try {
                    last = !step();
                } finally {
                    current = last ? null : this;
                }
            }
            if (last) {
                ended.raise();
            }
        }

        /** Does a step. Returns true if another follows. */
        private boolean step() {
            long due = next;
            next = Steps.END; // a pin asks a virtual clock for what is due
            try {
                long following = steps.step(due);
                if (following != Steps.END) {
                    next = following + delay(due, following);
                }
            } catch (ClosedException e) {
                next = Steps.END; // the board was closed before the device
            }
            return next != Steps.END;
        }

        private long delay(long due, long following) {
            long late = clock.nanoTime() - due;
            return late > (following - due) / 2 ? late : 0;
        }
    }
}
