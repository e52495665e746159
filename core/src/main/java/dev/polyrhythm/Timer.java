package dev.polyrhythm;

import dev.polyrhythm.memory.internal.wait.Durations;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A thread, platform or virtual, that waits and then runs a task once, unless it is cancelled
 * before. What is to be done again and again is a {@link Rhythm}: timers that start each other
 * would drift.
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
        this(Kind.PLATFORM, clock, delay, task);
    }

    /**
     * A timer of a kind and on a clock of the caller's choice.
     *
     * @param kind platform or virtual
     * @param clock what it measures the delay with
     * @param delay how long it waits after its start, 0 or more
     * @param task what it then runs
     * @throws IllegalArgumentException if the delay is negative, or the kind is {@link
     *     Worker.Kind#PROCESS}
     */
    public Timer(Kind kind, NanoClock clock, Duration delay, Task task) {
        super(requireThread(kind), null, null);
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must be 0 or more: delay=" + delay);
        }
        this.clock = clock;
        this.delay = delay;
        this.task = task;
    }

    private static Kind requireThread(Kind kind) {
        if (kind == Kind.PROCESS) {
            throw new IllegalArgumentException(
                    "a timer is a thread, platform or virtual; its task can start a process: kind="
                            + kind);
        }
        return kind;
    }

    /**
     * Makes a timer that is a virtual thread, on the clock of the system. As with {@link
     * Worker#ofVirtual}, it keeps the program alive unless it is a daemon.
     *
     * @param delay how long it waits after its start, 0 or more
     * @param task what it then runs
     * @return a timer that has not been started
     * @throws IllegalArgumentException if the delay is negative
     */
    public static Timer ofVirtual(Duration delay, Task task) {
        return new Timer(Kind.VIRTUAL, NanoClock.system(), delay, task);
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
