package dev.polyrhythm.platform;

import java.util.List;
import java.util.stream.Stream;

/**
 * A process with all its descendants. They are listed before the first of them is signalled: once a
 * process is gone its children belong to another one and are found no more.
 */
public final class ProcessTree {
    private static final int ROUNDS = 10; // a process may start another while it is being listed

    private ProcessTree() {}

    /** Asks all to end, top down. */
    public static void terminate(ProcessHandle root) {
        list(root).forEach(ProcessHandle::destroy);
    }

    /** Ends all, top down, until the listing shows no new one. */
    public static void kill(ProcessHandle root) {
        List<ProcessHandle> doomed = list(root);
        for (int round = 0; round < ROUNDS && !doomed.isEmpty(); round++) {
            doomed.forEach(ProcessHandle::destroyForcibly);
            doomed =
                    doomed.stream()
                            .flatMap(ProcessHandle::descendants)
                            .filter(ProcessHandle::isAlive)
                            .toList();
        }
    }

    private static List<ProcessHandle> list(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants()).toList();
    }
}
