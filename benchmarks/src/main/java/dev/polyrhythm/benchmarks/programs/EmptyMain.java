package dev.polyrhythm.benchmarks.programs;

import java.io.IOException;

/** The smallest program of a JVM: it writes one byte, and waits until its input ends. */
public final class EmptyMain {
    private EmptyMain() {}

    /**
     * Runs the program.
     *
     * @param arguments none
     * @throws IOException if there is no reader
     */
    public static void main(String[] arguments) throws IOException {
        System.out.write('.');
        System.out.flush();
        int end = System.in.read();
        System.exit(end + 1);
    }
}
