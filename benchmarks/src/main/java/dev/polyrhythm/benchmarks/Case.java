package dev.polyrhythm.benchmarks;

import java.util.List;

/**
 * One piece of work that several contestants do in turns.
 *
 * @param row the number of the row that it belongs to
 * @param what the work
 * @param quantity what its figures say
 * @param ours Polyrhythm, in each way in which it is measured
 * @param rivals who does the same
 * @param toReach what ours should be at least
 * @param aim what it may become
 */
record Case(
        int row,
        String what,
        Quantity quantity,
        List<Variant> ours,
        List<Candidate> rivals,
        Target toReach,
        Target aim) {
    /**
     * A way in which Polyrhythm is run.
     *
     * @param name as the table says it
     * @param contestant what is measured
     */
    record Variant(String name, Candidate contestant) {}
}
