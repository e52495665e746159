package dev.polyrhythm.gpio.internal.pulse;

import dev.polyrhythm.gpio.PulseStatistics;
import dev.polyrhythm.gpio.internal.memory.PinLayout;
import dev.polyrhythm.gpio.internal.memory.PinMemory;
import dev.polyrhythm.memory.internal.wait.NanoHistogram;
import java.time.Duration;

/** The counts of a pin's pulses in shared memory: the engine writes them, any process reads. */
public final class PulseCounters {
    private final PinMemory pin;
    private final NanoHistogram errors;
    private final NanoHistogram lateness;

    /**
     * The counters of a pin.
     *
     * @param pin its memory
     */
    public PulseCounters(PinMemory pin) {
        this.pin = pin;
        this.errors = new NanoHistogram(PinLayout.errors(pin.file()));
        this.lateness = new NanoHistogram(PinLayout.lateness(pin.file()));
    }

    /** Counts a pulse that has ended. */
    void pulse(long widthNanos, long errorNanos, long periodNanos) {
        errors.record(errorNanos);
        if (errorNanos > PulseTrain.LATE_NANOS) {
            pin.add(PinLayout.STRETCHED, 1);
        }
        pin.set(PinLayout.ERROR_MAX, Math.max(errorNanos, pin.get(PinLayout.ERROR_MAX)));
        pin.set(PinLayout.WIDTH_MAX, Math.max(widthNanos, pin.get(PinLayout.WIDTH_MAX)));
        long narrowest = pin.get(PinLayout.WIDTH_MIN);
        pin.set(PinLayout.WIDTH_MIN, narrowest == 0 ? widthNanos : Math.min(widthNanos, narrowest));
        pin.set(PinLayout.LAST_PERIOD, periodNanos);
        pin.add(PinLayout.PULSES, 1);
    }

    /** Counts a rise, as late from the limit on. */
    void rise(long lateNanos, long limitNanos) {
        lateness.record(lateNanos);
        if (lateNanos > limitNanos) {
            pin.add(PinLayout.LATE, 1);
        }
        pin.set(PinLayout.LATE_MAX, Math.max(lateNanos, pin.get(PinLayout.LATE_MAX)));
    }

    /** Counts rises that were left out. */
    void skipped(long rises) {
        pin.add(PinLayout.SKIPPED, rises);
    }

    /**
     * Reads the counters.
     *
     * @return a snapshot
     */
    public PulseStatistics statistics() {
        long errorMax = pin.get(PinLayout.ERROR_MAX);
        long lateMax = pin.get(PinLayout.LATE_MAX);
        return new PulseStatistics(
                pin.number(),
                pin.get(PinLayout.PULSES),
                pin.get(PinLayout.SKIPPED),
                pin.get(PinLayout.LATE),
                pin.get(PinLayout.STRETCHED),
                Duration.ofNanos(pin.get(PinLayout.LAST_PERIOD)),
                Duration.ofNanos(pin.get(PinLayout.WIDTH_MIN)),
                Duration.ofNanos(pin.get(PinLayout.WIDTH_MAX)),
                Duration.ofNanos(Math.min(errorMax, errors.percentile(0.50))),
                Duration.ofNanos(Math.min(errorMax, errors.percentile(0.99))),
                Duration.ofNanos(errorMax),
                Duration.ofNanos(Math.min(lateMax, lateness.percentile(0.50))),
                Duration.ofNanos(Math.min(lateMax, lateness.percentile(0.99))),
                Duration.ofNanos(lateMax));
    }
}
