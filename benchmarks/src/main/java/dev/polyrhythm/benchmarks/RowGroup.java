package dev.polyrhythm.benchmarks;

import java.util.List;

/**
 * A group of rows that are chosen by one word, and have a table of their own.
 *
 * @param name the word
 * @param variants the difference between the ways in which Polyrhythm is run
 * @param cases the cases to measure
 */
record RowGroup(String name, String variants, List<Case> cases) {
    /** Returns only the wanted cases: by numbers of rows, or by the word; empty means all. */
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
