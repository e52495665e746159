package dev.polyrhythm;

import java.time.Duration;

/**
 * One run of a rhythm: goes from deadline to deadline in the calling thread. Deadlines are computed
 * from the beat's number and the start, never from the beat before, so that no error adds up.
 */
final class RhythmRun {
    private final NanoClock clock;
    private final long periodNanos;
    private final Rhythm.WhenLate whenLate;
    private final long maxBeats;
    private final long endNumber; // the first beat that is not due within the time limit
    private final LatenessCounters counters;
    private final Beat beat = new Beat();
    private long startNanos;
    private long number; // of the next beat
    private long begun;

    RhythmRun(Rhythm rhythm, LatenessCounters counters) {
        this.clock = rhythm.clock();
        this.periodNanos = rhythm.periodNanos();
        this.whenLate = rhythm.whenLate();
        this.maxBeats = rhythm.maxBeats();
        this.endNumber = (rhythm.maxNanos() - 1) / periodNanos + 1;
        this.counters = counters;
    }

    /** Runs the task at each beat until there is none. */
    void run(BeatTask task) throws Exception {
        startNanos = clock.nanoTime();
        while (hasNext()) {
            long late = awaitDeadline();
            long missed = late < periodNanos ? 0 : leaveOut(late);
            if (hasNext()) {
                begin(late - missed * periodNanos, missed);
                task.run(beat);
                number++;
            }
        }
    }

    private boolean hasNext() {
        return number < endNumber && begun < maxBeats && !beat.isStopped();
    }

    private long deadlineNanos() {
        return startNanos + number * periodNanos;
    }

    /** Returns how late it is after the wait. Beats that are all late do not sleep: it checks. */
    private long awaitDeadline() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the rhythm was interrupted: beat=" + number);
        }
        clock.sleepUntil(deadlineNanos());
        return Math.max(0, clock.nanoTime() - deadlineNanos());
    }

    /** Returns how many beats are missed, which puts the next one on the last deadline passed. */
    private long leaveOut(long latenessNanos) {
        if (whenLate == Rhythm.WhenLate.CATCH_UP) {
            return 0;
        }
        long late = number;
        long missed = Math.min(latenessNanos / periodNanos, endNumber - number);
        counters.missed(missed, latenessNanos);
        number += missed;
        if (whenLate == Rhythm.WhenLate.FAIL) {
            throw new LateBeatException(
                    late, Duration.ofNanos(latenessNanos), Duration.ofNanos(periodNanos));
        }
        return missed;
    }

    private void begin(long latenessNanos, long missed) {
        counters.beat(latenessNanos);
        beat.begin(number, deadlineNanos(), latenessNanos, missed);
        begun++;
    }
}
