package dev.polyrhythm.benchmarks.programs;

/** The output line with a program's figure. */
public final class Figure {
    /** Begins the line. */
    public static final String PREFIX = "figure ";

    private Figure() {}

    /** Prints a figure: seconds, bytes, or events in a second. */
    static void print(double value) {
        System.out.println(PREFIX + value);
    }

    /** Ends the program if the data that arrived is not the data that was sent. */
    static void verify(String what, long expected, long found) {
        if (expected != found) {
            throw new IllegalStateException(
                    "%s: expected=%d, found=%d".formatted(what, expected, found));
        }
    }
}
