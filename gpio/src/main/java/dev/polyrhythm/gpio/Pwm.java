package dev.polyrhythm.gpio;

import dev.polyrhythm.gpio.internal.ClaimedLine;
import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Pulses on a pin (pulse width modulation), opened by {@link Board#pwm}.
 *
 * {@snippet file="dev/polyrhythm/gpio/BoardSnippets.java" region="pwm"}
 *
 * <p>One engine makes the pulses of all pins, on the simulated board in the program's first process
 * and on a board of Linux in the process that opened the board; this object only writes what they
 * should be. A change takes effect at the next rise; no pulse is cut by it. The width is kept in
 * nanoseconds: the duty cycle, 0.0 to 100.0 per cent, is a view of it with full resolution. The
 * error of each width is {@linkplain #statistics() counted}.
 *
 * <p>All methods may be called by any thread of the process that opened it.
 */
public final class Pwm extends Pin {
    private long periodNanos;
    private long widthNanos;
    private double frequencyHz; // as asked for: the nanoseconds are rounded
    private double dutyCycle;
    private boolean started;

    Pwm(ClaimedLine line, Consumer<? super Pin> whenClosed, double frequencyHz) {
        super(line, whenClosed);
        this.periodNanos = Pins.requirePeriod(frequencyHz);
        this.frequencyHz = frequencyHz;
    }

    /**
     * Starts the pulses.
     *
     * @param dutyCycle share of the period for which the line is high, in per cent, 0.0 to 100.0
     * @throws IllegalArgumentException if it is out of range
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void start(double dutyCycle) {
        requireOpen();
        long width = toWidth(dutyCycle, periodNanos);
        this.dutyCycle = dutyCycle;
        started = true;
        apply(periodNanos, width);
    }

    /**
     * Changes the pulses, from the next one on, or what they will be once started.
     *
     * @param dutyCycle share of the period for which the line is high, in per cent, 0.0 to 100.0
     * @throws IllegalArgumentException if it is out of range
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void setDutyCycle(double dutyCycle) {
        requireOpen();
        long width = toWidth(dutyCycle, periodNanos);
        this.dutyCycle = dutyCycle;
        apply(periodNanos, width);
    }

    /**
     * Changes the pulses, from the next one on, or what they will be once started.
     *
     * @param width for how long the line is high in each period, 0 to the period
     * @throws IllegalArgumentException if it is out of range
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void setPulseWidth(Duration width) {
        requireOpen();
        if (width.isNegative() || width.compareTo(Duration.ofNanos(periodNanos)) > 0) {
            throw new IllegalArgumentException(
                    "pulse width must be 0 to the period: width=%s, period=%s"
                            .formatted(width, Duration.ofNanos(periodNanos)));
        }
        dutyCycle = Math.min(100.0, 100.0 * width.toNanos() / periodNanos);
        apply(periodNanos, width.toNanos());
    }

    /**
     * Changes how often the pulses come, from the next one on; the duty cycle stays.
     *
     * @param frequencyHz pulses in a second, greater than 0
     * @throws IllegalArgumentException if there is no such frequency
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void setFrequency(double frequencyHz) {
        requireOpen();
        long period = Pins.requirePeriod(frequencyHz);
        this.frequencyHz = frequencyHz;
        apply(period, toWidth(dutyCycle, period));
    }

    private void apply(long newPeriod, long newWidth) {
        periodNanos = newPeriod;
        widthNanos = newWidth;
        if (started) {
            line.setPulses(newPeriod, newWidth);
        }
    }

    private static long toWidth(double dutyCycle, long periodNanos) {
        return Math.round(Pins.requireDutyCycle(dutyCycle) / 100.0 * periodNanos);
    }

    /**
     * Returns the duty cycle that was asked for.
     *
     * @return per cent, 0.0 to 100.0
     */
    public synchronized double getDutyCycle() {
        return dutyCycle;
    }

    /**
     * Returns the pulse width that was asked for.
     *
     * @return 0 to the period
     */
    public synchronized Duration getPulseWidth() {
        return Duration.ofNanos(widthNanos);
    }

    /**
     * Returns the frequency that was asked for.
     *
     * @return pulses in a second
     */
    public synchronized double getFrequency() {
        return frequencyHz;
    }

    /**
     * Ends the pulses. The line is low when this returns; a pulse that has begun and ends within 20
     * ms is not cut. May be started again.
     *
     * @throws ClosedException after {@link #close()}
     */
    public synchronized void stop() {
        requireOpen();
        if (started) {
            started = false;
            line.stopPulses();
        }
    }

    @Override
    void end() {
        started = false;
    }

    /**
     * Returns the counts of this pin's pulses since the program began, those of earlier holders
     * included.
     *
     * @return a snapshot
     */
    public PulseStatistics statistics() {
        return line.statistics();
    }
}
