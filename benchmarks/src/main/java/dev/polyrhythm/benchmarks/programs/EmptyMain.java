package dev.polyrhythm.benchmarks.programs;

import java.io.IOException;

/** The least that a JVM can do: it says that it is there, and waits until its input ends. */
public final class EmptyMain {
    private EmptyMain() {}

    /**
     * Begins here.
     *
     * @param arguments none
     * @throws IOException if nobody is there to read
     */
    public static void main(String[] arguments) throws IOException {
        System.out.write('.');
        System.out.flush();
        int end = System.in.read();
        System.exit(end + 1);
    }
}
