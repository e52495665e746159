package dev.polyrhythm.benchmarks;

import java.io.IOException;

/** An implementation that is measured: Polyrhythm, or a rival that does the same work. */
interface Candidate {
    /** Returns the name by which targets refer to it. */
    String name();

    /**
     * Measures once.
     *
     * @return seconds, bytes, or events in a second
     * @throws MissingException if a program that it needs is not installed
     * @throws IOException if it cannot be run, or found an error in the data that it moved
     */
    double measure(Settings settings) throws IOException, InterruptedException;
}
