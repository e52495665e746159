package dev.polyrhythm.benchmarks.programs;

import java.io.IOException;

/** Allocates all the time beside another program. Arguments: the command that starts that. */
public final class NeighbourProgram {
    private NeighbourProgram() {}

    /**
     * Runs the program; its exit code is the other's.
     *
     * @param arguments see above
     * @throws IOException if the other program cannot be started
     * @throws InterruptedException never
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Allocation.start();
        System.exit(new ProcessBuilder(arguments).inheritIO().start().waitFor());
    }
}
