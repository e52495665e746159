package dev.polyrhythm;

import dev.polyrhythm.memory.internal.wait.Durations;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A thread that waits and then runs a task once, unless it is cancelled before.
 *
 * {@snippet file="dev/polyrhythm/WorkerSnippets.java" region="timer"}
 *
 * <p>The delay counts from {@link #start()}. See {@link Worker} for its life and memory effects;
 * all methods may be called by any thread.
 */
public final class Timer extends ThreadWorker {
    private enum Phase {
        WAITING,
        FIRED,
        CANCELLED
    }

    private final NanoClock clock;
    private final Duration delay;
    private final Task task;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);

    /**
     * A timer on the clock of the system.
     *
     * @param delay how long it waits after its start, 0 or more
     * @param task what it then runs
     * @throws IllegalArgumentException if the delay is negative
     */
    public Timer(Duration delay, Task task) {
        this(NanoClock.system(), delay, task);
    }

    /**
     * A timer on a clock of the caller's choice.
     *
     * @param clock what it measures the delay with
     * @param delay how long it waits after its start, 0 or more
     * @param task what it then runs
     * @throws IllegalArgumentException if the delay is negative
     */
    public Timer(NanoClock clock, Duration delay, Task task) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must be 0 or more: delay=" + delay);
        }
        this.clock = clock;
        this.delay = delay;
        this.task = task;
    }

    /** Waits, then runs the task; called by the library. */
    @Override
    public void run() throws Exception {
        if (waited() && phase.compareAndSet(Phase.WAITING, Phase.FIRED)) {
            task.run();
        }
    }

    private boolean waited() throws InterruptedException {
        if (phase.get() == Phase.CANCELLED) {
            return false;
        }
        try {
            clock.sleepUntil(clock.nanoTime() + Durations.toNanos(delay));
            return true;
        } catch (InterruptedException e) {
            if (phase.get() == Phase.CANCELLED) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Stops the timer if it still waits, or was not started yet; the task will not run. Once the
     * task has begun this does nothing.
     */
    public void cancel() {
        boolean cancelled = phase.compareAndSet(Phase.WAITING, Phase.CANCELLED);
        if (cancelled && getState() == State.RUNNING) {
            interrupt();
        }
    }
}
