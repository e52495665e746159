package dev.polyrhythm;

import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Periodic work on absolute deadlines: beat number <i>n</i> is due <i>n</i> periods after the
 * first, which is due at once. However late a beat begins or however long it takes, the others stay
 * where they are: a rhythm does not drift.
 *
 * {@snippet file="dev/polyrhythm/RhythmSnippets.java" region="rhythm"}
 *
 * <p><b>Life.</b> {@link #every} makes a rhythm, its methods choose the options, and {@link #run}
 * runs it in the calling thread, until the task {@linkplain Beat#stop() stops} it or throws, a
 * limit is reached, or the thread is interrupted. Then it can be run again.
 *
 * <p><b>Precision.</b> Between beats the thread sleeps until the next deadline; what is left is
 * computed anew for each sleep. It is woken a little after the deadline: on an idle machine mostly
 * by 0.05 to 0.2 ms, on a busy one by as long as other threads have the processors, and by as long
 * as the garbage collector stops the program. A beat that begins late, but within its period, is
 * run. One is <em>missed</em> once the deadline after its own has come, too; what then happens is
 * {@linkplain WhenLate a choice}, and {@link #statistics()} counts both. While a machine is
 * suspended no time passes.
 *
 * <p><b>Real time.</b> A rhythm has no options of its own for that: it is as punctual as its
 * worker. A process can be scheduled before all others and have a processor for itself, with a heap
 * that no other code fills, see {@link ProcessWorker.Builder}:
 *
 * {@snippet file="dev/polyrhythm/RhythmSnippets.java" region="realtime"}
 *
 * <p><b>Threads and processes.</b> Runs in any kind of worker, and in any other thread; in one at a
 * time. {@link #statistics()} may be called by any thread of the process, also during the run; the
 * options are for one thread, before it. A rhythm that a task captures travels to a worker process
 * as a copy, which has the options and counts for itself.
 *
 * <p><b>Memory effects.</b> None of its own: all beats are run by one thread.
 */
public final class Rhythm implements Serializable {
    @Serial private static final long serialVersionUID = 1L;

    private static final Duration LONGEST = Duration.ofDays(36_500); // a sum of two is a long

    /** Choices for a beat that is late by a period or more. */
    public enum WhenLate {
        /**
         * Leaves out, and counts, the beats whose successors are due, too, and runs the latest one
         * that is due. The next deadline is on the grid as if nothing had happened.
         */
        SKIP,
        /**
         * Runs all beats, each with its own number and deadline, without pauses until none is late.
         */
        CATCH_UP,
        /** Ends the run with a {@link LateBeatException}, which has the lateness. */
        FAIL
    }

    private final long periodNanos;
    private WhenLate whenLate = WhenLate.SKIP;
    private long maxBeats = Long.MAX_VALUE;
    private long maxNanos = Long.MAX_VALUE;

    @SuppressWarnings(
            "serial") // that of the system is; another one is refused when it is to travel
    private NanoClock clock = NanoClock.system();

    private final transient AtomicBoolean running = new AtomicBoolean();
    private transient volatile LatenessCounters counters = new LatenessCounters();

    private Rhythm(long periodNanos) {
        this.periodNanos = periodNanos;
    }

    /**
     * Makes a rhythm.
     *
     * @param period from one deadline to the next, greater than zero and at most 36500 days
     * @return a rhythm that skips when it is late, without limits, on the clock of the system
     * @throws IllegalArgumentException if the period is out of range
     */
    public static Rhythm every(Duration period) {
        return new Rhythm(requireNanos(period, "period"));
    }

    private static long requireNanos(Duration duration, String option) {
        Objects.requireNonNull(duration, option);
        if (!duration.isPositive() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "%s must be greater than zero and at most %d days: %s=%s"
                            .formatted(option, LONGEST.toDays(), option, duration));
        }
        return duration.toNanos();
    }

    /**
     * Chooses what happens when a beat is late by a period or more. The default is {@link
     * WhenLate#SKIP}.
     *
     * @param choice the choice
     * @return this rhythm
     * @throws IllegalStateException while it runs
     */
    public Rhythm whenLate(WhenLate choice) {
        requireIdle();
        whenLate = Objects.requireNonNull(choice, "choice");
        return this;
    }

    /**
     * Ends a run after so many beats; missed ones do not count. By default there is no limit.
     *
     * @param beats 1 or more
     * @return this rhythm
     * @throws IllegalArgumentException if it is less than 1
     * @throws IllegalStateException while it runs
     */
    public Rhythm maxBeats(long beats) {
        requireIdle();
        if (beats < 1) {
            throw new IllegalArgumentException("maxBeats must be 1 or more: maxBeats=" + beats);
        }
        maxBeats = beats;
        return this;
    }

    /**
     * Ends a run after the last beat whose deadline is earlier than so long after the first: a
     * second of a 10 ms rhythm has 100 beats, with the missed ones. The run returns when that beat
     * has ended. By default there is no limit.
     *
     * @param time greater than zero and at most 36500 days
     * @return this rhythm
     * @throws IllegalArgumentException if it is out of range
     * @throws IllegalStateException while it runs
     */
    public Rhythm maxTime(Duration time) {
        requireIdle();
        maxNanos = requireNanos(time, "maxTime");
        return this;
    }

    /**
     * Chooses the clock; the default is that of the system. On a {@link VirtualClock} every beat is
     * exact: the clock stops at its deadline, and waits until the beat has ended.
     *
     * @param newClock the clock; only that of the system travels to a worker process
     * @return this rhythm
     * @throws IllegalStateException while it runs
     */
    public Rhythm clock(NanoClock newClock) {
        requireIdle();
        clock = Objects.requireNonNull(newClock, "newClock");
        return this;
    }

    private void requireIdle() {
        if (running.get()) {
            throw new IllegalStateException(
                    "the options of a rhythm can be changed before its run only: " + this);
        }
    }

    /**
     * Runs the task at each beat, in the calling thread. Returns after the last one, see above. The
     * {@linkplain #statistics() statistics} begin anew.
     *
     * @param task the work; what it throws ends the rhythm and leaves this method
     * @throws LateBeatException if a beat was late and the rhythm is to fail then
     * @throws InterruptedException if this thread is interrupted while it waits or between beats
     * @throws IllegalStateException if it runs already
     * @throws Exception what the task threw
     */
    public void run(BeatTask task) throws Exception {
        Objects.requireNonNull(task, "task");
        if (!running.compareAndSet(false, true)) {
            throw new IllegalStateException("a rhythm runs in one thread at a time: " + this);
        }
        try {
            runBeats(task);
        } finally {
            running.set(false);
        }
    }

    private void runBeats(BeatTask task) throws Exception {
        LatenessCounters own = new LatenessCounters();
        counters = own;
        RhythmRun run = new RhythmRun(this, own);
        if (clock instanceof VirtualClock virtual) {
            virtual.enter();
            try {
                run.run(task);
            } finally {
                virtual.leave();
            }
        } else {
            run.run(task);
        }
    }

    /**
     * Returns the counts of the run that goes on in this process, or else of the last one.
     *
     * @return a snapshot; all zero before the first run
     */
    public RhythmStatistics statistics() {
        return counters.statistics();
    }

    long periodNanos() {
        return periodNanos;
    }

    WhenLate whenLate() {
        return whenLate;
    }

    long maxBeats() {
        return maxBeats;
    }

    long maxNanos() {
        return maxNanos;
    }

    NanoClock clock() {
        return clock;
    }

    /** Makes the copy that has arrived whole: neither a run nor its counts travel. */
    @Serial
    private Object readResolve() {
        Rhythm copy = new Rhythm(periodNanos);
        copy.whenLate = whenLate;
        copy.maxBeats = maxBeats;
        copy.maxNanos = maxNanos;
        copy.clock = clock;
        return copy;
    }

    @Override
    public String toString() {
        return "Rhythm[period=%s, whenLate=%s]".formatted(Duration.ofNanos(periodNanos), whenLate);
    }
}
