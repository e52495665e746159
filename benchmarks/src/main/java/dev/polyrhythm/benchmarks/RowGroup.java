package dev.polyrhythm.benchmarks;

import java.util.List;

/**
 * Rows that are measured under one word, and have a table of their own.
 *
 * @param name the word
 * @param variants what differs between the ways in which Polyrhythm is run
 * @param cases what is measured
 */
record RowGroup(String name, String variants, List<Case> cases) {
    /** Only what is asked for: numbers of rows, or the word; nothing means everything. */
    RowGroup choose(List<String> wanted) {
        return new RowGroup(
                name,
                variants,
                cases.stream().filter(work -> wanted.isEmpty() || isIn(work, wanted)).toList());
    }

    private boolean isIn(Case work, List<String> wanted) {
        return wanted.contains(name) || wanted.contains(String.valueOf(work.row()));
    }

    boolean isEmpty() {
        return cases.isEmpty();
    }

    @Override
    public String toString() {
        return name + " " + cases.stream().map(Case::row).distinct().toList();
    }
}
