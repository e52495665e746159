package dev.polyrhythm.internal.worker;

import java.util.Optional;

/**
 * The identity of this process in its program.
 *
 * @param number empty in the first process, else its number in the family: {@code 1:2}
 * @param name empty in the first process, else its worker's name
 * @param parentPid id of the process that started it, 0 in the first process
 * @param daemon whether it ends with its parent
 */
public record ProcessIdentity(String number, String name, long parentPid, boolean daemon) {
    private static volatile ProcessIdentity current = new ProcessIdentity("", "", 0, false);

    public static ProcessIdentity current() {
        return current;
    }

    /** Looks the parent up; not at the start, which it would cost some milliseconds. */
    public Optional<ProcessHandle> parent() {
        return parentPid == 0 ? Optional.empty() : ProcessHandle.of(parentPid);
    }

    public static void become(ProcessIdentity identity) {
        current = identity;
    }
}
