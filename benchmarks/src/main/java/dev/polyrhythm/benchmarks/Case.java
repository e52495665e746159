package dev.polyrhythm.benchmarks;

import java.util.List;

/**
 * One piece of work that several candidates do in alternation.
 *
 * @param row the number of the row that it belongs to
 * @param what the work
 * @param quantity the kind of its figures
 * @param ours Polyrhythm, in each way in which it is measured
 * @param rivals candidates that do the same
 * @param toReach the figure that ours should reach at least
 * @param aim a further aim
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
     * @param name its name in the table
     * @param candidate the candidate to measure
     */
    record Variant(String name, Candidate candidate) {}
}
