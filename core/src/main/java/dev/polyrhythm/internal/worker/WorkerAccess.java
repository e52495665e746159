package dev.polyrhythm.internal.worker;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.Task;
import dev.polyrhythm.ThreadWorker;
import dev.polyrhythm.Worker;
import dev.polyrhythm.WorkerLocal;
import org.jspecify.annotations.Nullable;

/**
 * Members of workers that are for the library's other packages and not for programs. The package of
 * the public types installs the one implementation. (The JDK's own term for this is shared
 * secrets.)
 */
public abstract class WorkerAccess {
    private static final String IMPLEMENTATION = "dev.polyrhythm.WorkerAccessImpl";

    private static volatile @Nullable WorkerAccess installed;

    /** For the one implementation. */
    protected WorkerAccess() {}

    /**
     * Installs the implementation.
     *
     * @param access the only one there is
     */
    protected static void install(WorkerAccess access) {
        installed = access;
    }

    /**
     * Returns the implementation, which is loaded by name: a reference to it would tie every user
     * of this class to all public types.
     *
     * @return the same object each time
     */
    public static WorkerAccess get() {
        WorkerAccess access = installed;
        return access == null ? initialize() : access;
    }

    private static WorkerAccess initialize() {
        try {
            Class.forName(IMPLEMENTATION, true, WorkerAccess.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e); // it is in this module
        }
        WorkerAccess access = installed;
        if (access == null) {
            throw new AssertionError(IMPLEMENTATION + " has not installed itself");
        }
        return access;
    }

    /**
     * Makes a process with options.
     *
     * @param name the name, null for a default one
     * @param task the task, null for none
     * @param options the way to start it
     * @return a worker that has not been started
     */
    public abstract ProcessWorker newProcess(
            @Nullable String name, @Nullable Task task, ProcessOptions options);

    /**
     * Makes a thread of either kind.
     *
     * @param kind platform or virtual
     * @param name the name, null for a default one
     * @param task the task, null for none
     * @return a worker that has not been started
     */
    public abstract ThreadWorker newThread(
            Worker.Kind kind, @Nullable String name, @Nullable Task task);

    /**
     * Makes the child's copy of a worker from its task, which is all that has travelled.
     *
     * @param name the name that the parent gave
     * @param number the number in the family of processes
     * @param daemon whether it ends with its parent
     * @param task the task
     * @return the worker as in the parent
     */
    public abstract ProcessWorker arrived(String name, String number, boolean daemon, Task task);

    /**
     * Makes this process the worker: the {@link Worker#current()} of the calling thread.
     *
     * @param worker the child's copy of the worker
     */
    public abstract void becomeCurrent(ProcessWorker worker);

    /**
     * Returns what a process's start needs of it.
     *
     * @param worker a process
     * @return a view that follows the worker's changes
     */
    public abstract ProcessWorkerView view(ProcessWorker worker);

    /** Makes all threads of this process one worker for {@link WorkerLocal}. */
    public abstract void becomeOneWorker();
}
