package dev.polyrhythm.internal.process;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.Task;
import dev.polyrhythm.internal.worker.WorkerAccess;
import dev.polyrhythm.memory.SharedLong;

/**
 * What a child does to be quick when it matters: a task like many, a lambda that uses shared
 * memory. What it captured is simple, so that the classes of Java serialization are not among what
 * each child loads.
 */
final class WarmUpTask {
    private static final SharedLong CELL = SharedLong.create(0);

    private WarmUpTask() {}

    /** For a spare. */
    static ProcessWorker worker() {
        SharedLong cell = CELL;
        int number = 1;
        String text = "";
        return practising(() -> cell.compareAndSet(number, text.length()));
    }

    /** For the child whose classes a start-up cache is made of. */
    @SuppressWarnings("serial") // evaluating shapes does no harm in any order
    static ProcessWorker recorded() {
        SharedLong cell = CELL;
        int number = 1;
        String text = "";
        return practising(() -> {
            ForeignMemoryShapes.evaluate();
            cell.compareAndSet(number, text.length());
        });
    }

    /** No worker of the program, so it takes no number. */
    private static ProcessWorker practising(Task task) {
        return WorkerAccess.get().arrived("spare", "", true, task);
    }
}
