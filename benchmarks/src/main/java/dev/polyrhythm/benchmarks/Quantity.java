package dev.polyrhythm.benchmarks;

import java.util.Locale;

/** A kind of figures: how they are formatted, and which of two is better. */
enum Quantity {
    /** Seconds; less is better. */
    TIME {
        @Override
        double speed(double value) {
            return 1 / value;
        }

        @Override
        String format(double value) {
            if (Double.isInfinite(value)) {
                return "never";
            }
            return value < 1e-6
                    ? number(value * 1e9) + " ns"
                    : value < 1e-3 ? number(value * 1e6) + " µs" : number(value * 1e3) + " ms";
        }
    },

    /** Bytes of memory; less is better. */
    MEMORY {
        @Override
        double speed(double value) {
            return 1 / value;
        }

        @Override
        String format(double value) {
            return number(value / (1 << 20)) + " MiB";
        }
    },

    /** Items in a second; more is better. */
    RATE {
        @Override
        double speed(double value) {
            return value;
        }

        @Override
        String format(double value) {
            return value < 1e3
                    ? number(value) + " /s"
                    : value < 1e6 ? number(value / 1e3) + " k/s" : number(value / 1e6) + " M/s";
        }
    };

    /** Returns a number that is greater for the faster candidate. */
    abstract double speed(double value);

    abstract String format(double value);

    /** Formats with three digits. */
    static String number(double value) {
        int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
