package dev.polyrhythm.benchmarks.programs;

/** How a program says what it has measured. */
public final class Figure {
    /** What the line begins with. */
    public static final String PREFIX = "figure ";

    private Figure() {}

    /** Prints it: seconds, or something in a second. */
    static void print(double value) {
        System.out.println(PREFIX + value);
    }

    /** Ends the program if what it moved is not what was sent. */
    static void verify(String what, long expected, long found) {
        if (expected != found) {
            throw new IllegalStateException(
                    "%s: expected=%d, found=%d".formatted(what, expected, found));
        }
    }
}
