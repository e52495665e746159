package dev.polyrhythm.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that a mistyped one was meant to be. */
final class Nearest {
    private Nearest() {}

    /** Returns the word at the fewest edits, if they are fewer than half of its letters. */
    static Optional<String> to(String wrong, Collection<String> words) {
        return words.stream()
                .filter(word -> distance(wrong, word) * 2 < word.length())
                .min(Comparator.comparingInt(word -> distance(wrong, word)));
    }

    /** Returns the Levenshtein distance: insertions, deletions and replacements. */
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
