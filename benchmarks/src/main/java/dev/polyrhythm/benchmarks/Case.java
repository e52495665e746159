package dev.polyrhythm.benchmarks;

import java.util.List;

/**
 * One line of the table: work that several contestants do in turns.
 *
 * @param row the number of the row that it belongs to
 * @param what the work
 * @param quantity what its figures say
 * @param ours Polyrhythm with native access
 * @param plain Polyrhythm without: a program that was started by a plain java
 * @param rivals who does the same
 * @param toReach what ours should be at least
 * @param aim what it may become
 */
record Case(
        int row,
        String what,
        Quantity quantity,
        Contestant ours,
        Contestant plain,
        List<Contestant> rivals,
        Target toReach,
        Target aim) {}
