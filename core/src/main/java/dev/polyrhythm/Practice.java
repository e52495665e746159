package dev.polyrhythm;

import dev.polyrhythm.memory.SharedLong;

/**
 * What a child does to be quick when it matters: a task like many, a lambda that uses shared
 * memory. What it captured is simple, so that the classes of Java serialization are not among what
 * each child loads.
 */
final class Practice {
    private static final SharedLong CELL = SharedLong.create(0);

    private Practice() {}

    /** For a spare. */
    static ProcessWorker worker() {
        SharedLong cell = CELL;
        int number = 1;
        String text = "";
        return ProcessWorker.practising(() -> cell.compareAndSet(number, text.length()));
    }

    /** For the child whose classes a start-up cache is made of. */
    static ProcessWorker recorded() {
        SharedLong cell = CELL;
        int number = 1;
        String text = "";
        return ProcessWorker.practising(() -> {
            ForeignMemoryShapes.evaluate();
            cell.compareAndSet(number, text.length());
        });
    }
}
