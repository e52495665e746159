package dev.polyrhythm.gpio;

import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;

/**
 * Pulses on a pin (pulse width modulation), opened by {@link Board#pwm}.
 *
 * {@snippet file="dev/polyrhythm/gpio/BoardSnippets.java" region="pwm"}
 *
 * <p>The pulses are made by one engine for the whole program, in its first process, to which this
 * object only tells what they should be; a change takes effect at the next rise, no pulse is cut by
 * it. Their width is kept in nanoseconds: the duty cycle, 0.0 to 100.0 per cent, is a view of it
 * with full resolution. What became of each width is {@linkplain #statistics() counted}.
 *
 * <p>All methods may be called by any thread of the process that opened it.
 */
public final class Pwm extends Pin {
    private final PulseControl control;
    private long periodNanos;
    private long widthNanos;
    private double frequencyHz; // as asked for: the nanoseconds are rounded
    private double dutyCycle;
    private boolean started;

    Pwm(SimulatedBoard board, int pin, double frequencyHz, PulseControl control) {
        long period = Pins.requirePeriod(frequencyHz);
        super(board, pin);
        this.control = control;
        this.periodNanos = period;
        this.frequencyHz = frequencyHz;
        line.set(false, board.nanoTime());
        memory.set(PinLayout.PULSED, 1);
    }

    /**
     * Begins to make pulses.
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
            control.set(memory, newPeriod, newWidth);
        }
    }

    private static long toWidth(double dutyCycle, long periodNanos) {
        return Math.round(Pins.requireDutyCycle(dutyCycle) / 100.0 * periodNanos);
    }

    /**
     * The duty cycle that was asked for.
     *
     * @return per cent, 0.0 to 100.0
     */
    public synchronized double getDutyCycle() {
        return dutyCycle;
    }

    /**
     * The pulse width that was asked for.
     *
     * @return 0 to the period
     */
    public synchronized Duration getPulseWidth() {
        return Duration.ofNanos(widthNanos);
    }

    /**
     * The frequency that was asked for.
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
            control.stop(memory);
        }
    }

    @Override
    void rest() {
        started = false;
        control.release(memory);
    }

    /**
     * What became of this pin's pulses since the program began, whoever held the pin.
     *
     * @return a snapshot
     */
    public PulseStatistics statistics() {
        return PulseStatistics.of(memory);
    }
}
