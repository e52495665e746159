package dev.polyrhythm;

import java.util.Optional;

/**
 * Who this process is in its program.
 *
 * @param number empty in the first process, else its number in the family: {@code 1:2}
 * @param parent the process that started it, empty in the first process
 * @param daemon whether it ends with its parent
 */
record ChildIdentity(String number, Optional<ProcessHandle> parent, boolean daemon) {
    private static volatile ChildIdentity current = new ChildIdentity("", Optional.empty(), false);

    static ChildIdentity current() {
        return current;
    }

    static void become(ChildIdentity identity) {
        current = identity;
    }
}
