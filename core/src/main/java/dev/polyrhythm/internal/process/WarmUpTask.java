package dev.polyrhythm.internal.process;

import dev.polyrhythm.Task;
import dev.polyrhythm.memory.SharedLong;

/**
 * The task that warms a child JVM up: one like many, a lambda that uses shared memory. What it
 * captured is simple, so that the classes of Java serialization are not among those that each child
 * loads.
 */
final class WarmUpTask {
    private static final SharedLong CELL = SharedLong.create(0);

    private WarmUpTask() {}

    /** Returns the task of a spare. */
    static Task ofSpare() {
        SharedLong cell = CELL;
        int number = 1;
        String text = "";
        return () -> cell.compareAndSet(number, text.length());
    }

    /** Returns the task of the child whose classes a start-up cache is made of. */
    @SuppressWarnings("serial") // evaluating shapes does no harm in any order
    static Task recorded() {
        SharedLong cell = CELL;
        int number = 1;
        String text = "";
        return () -> {
            ForeignMemoryShapes.evaluate();
            cell.compareAndSet(number, text.length());
        };
    }
}
