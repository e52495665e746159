package dev.polyrhythm.gpio;

import dev.polyrhythm.gpio.internal.memory.PinLayout;

/** The rules that every board shares. */
final class Pins {
    private static final double NANOS_PER_SECOND = 1e9;

    private Pins() {}

    static int requireValid(int pin) {
        if (pin < 0 || pin >= PinLayout.PINS) {
            throw new IllegalArgumentException("a pin is a BCM number from 0 to 27: pin=" + pin);
        }
        return pin;
    }

    /** Returns the period of a frequency, in ns. */
    static long requirePeriod(double frequencyHz) {
        double period = NANOS_PER_SECOND / frequencyHz;
        if (!(frequencyHz > 0) || period < 1 || period > Long.MAX_VALUE / 4.0) {
            throw new IllegalArgumentException(
                    "frequency must be greater than 0 Hz, its period 1 ns to 73 years: frequencyHz="
                            + frequencyHz);
        }
        return Math.round(period);
    }

    static double requireDutyCycle(double dutyCycle) {
        if (!(dutyCycle >= 0.0 && dutyCycle <= 100.0)) {
            throw new IllegalArgumentException(
                    "duty cycle must be 0.0 to 100.0: dutyCycle=" + dutyCycle);
        }
        return dutyCycle;
    }
}
