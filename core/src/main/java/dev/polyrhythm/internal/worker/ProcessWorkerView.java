package dev.polyrhythm.internal.worker;

import dev.polyrhythm.Task;
import org.jspecify.annotations.Nullable;

/**
 * A {@code ProcessWorker} for the classes that start its process. They do not refer to the worker's
 * own type, which refers to them.
 */
public interface ProcessWorkerView {
    /** Returns the worker itself. */
    Object worker();

    /** Returns the name at present. */
    String name();

    /** Returns the number in the family of processes, for example {@code 1:2}. */
    String number();

    /** Returns whether the worker ends with the program. */
    boolean isDaemon();

    /** Returns how the process is started. */
    ProcessOptions options();

    /** Returns the task, null if the worker has none. */
    @Nullable Task task();

    /** Returns whether the worker is of no subclass, so that its task is all that it does. */
    boolean isPlain();
}
