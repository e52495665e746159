package dev.polyrhythm.benchmarks;

import java.io.IOException;

/** Somebody who is measured: Polyrhythm, or a rival who does the same work. */
interface Candidate {
    /** Who it is, as targets name it. */
    String name();

    /**
     * Measures once.
     *
     * @return seconds, or something in a second
     * @throws MissingException if what it needs is not installed
     * @throws IOException if it cannot be run, or what it moved was not right
     */
    double measure(Effort effort) throws IOException, InterruptedException;
}
