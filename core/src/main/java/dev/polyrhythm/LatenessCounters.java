package dev.polyrhythm;

import dev.polyrhythm.memory.internal.wait.NanoHistogram;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The counts of a rhythm's run: the thread that runs it writes them, any thread reads. Writing
 * neither blocks nor allocates.
 */
final class LatenessCounters {
    private final NanoHistogram histogram =
            new NanoHistogram(Arena.ofAuto().allocate(NanoHistogram.BYTE_SIZE, Long.BYTES));
    private final AtomicLong beats = new AtomicLong();
    private final AtomicLong missed = new AtomicLong();
    private final AtomicLong maxNanos = new AtomicLong();

    /** Counts a beat that begins. */
    void beat(long latenessNanos) {
        raiseMax(latenessNanos);
        histogram.record(latenessNanos);
        beats.setRelease(beats.getPlain() + 1);
    }

    /** Counts beats that are left out, with the lateness of the first of them. */
    void missed(long count, long latenessNanos) {
        raiseMax(latenessNanos);
        missed.setRelease(missed.getPlain() + count);
    }

    private void raiseMax(long latenessNanos) {
        maxNanos.setRelease(Math.max(maxNanos.getPlain(), latenessNanos));
    }

    RhythmStatistics statistics() {
        long median = histogram.percentile(0.50);
        long percentile99 = histogram.percentile(0.99);
        long max = maxNanos.getAcquire();
        return new RhythmStatistics(
                beats.getAcquire(),
                missed.getAcquire(),
                Duration.ofNanos(Math.min(max, median)),
                Duration.ofNanos(Math.min(max, percentile99)),
                Duration.ofNanos(max));
    }
}
