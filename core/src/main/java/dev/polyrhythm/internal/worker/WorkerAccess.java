package dev.polyrhythm.internal.worker;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.Task;
import dev.polyrhythm.ThreadWorker;
import dev.polyrhythm.Worker;
import dev.polyrhythm.WorkerLocal;
import org.jspecify.annotations.Nullable;

/**
 * What the library's other packages do with workers and no program may: the package of the public
 * types installs the one implementation. (The JDK's own term for this is shared secrets.)
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
     * @param name its name, null for a default one
     * @param task what it does, null for nothing
     * @param options how it is started
     * @return a worker that has not been started
     */
    public abstract ProcessWorker newProcess(
            @Nullable String name, @Nullable Task task, ProcessOptions options);

    /**
     * Makes a thread of either kind.
     *
     * @param kind platform or virtual
     * @param name its name, null for a default one
     * @param task what it does, null for nothing
     * @return a worker that has not been started
     */
    public abstract ThreadWorker newThread(
            Worker.Kind kind, @Nullable String name, @Nullable Task task);

    /**
     * Makes the child's copy of a worker of which only the task has travelled.
     *
     * @param name the name that the parent gave it
     * @param number its number in the family of processes
     * @param daemon whether it ends with its parent
     * @param task what it does
     * @return the worker as it is in the parent
     */
    public abstract ProcessWorker arrived(String name, String number, boolean daemon, Task task);

    /**
     * Makes this process the worker: {@link Worker#current()} of the calling thread is it.
     *
     * @param worker the child's copy of the worker
     */
    public abstract void becomeCurrent(ProcessWorker worker);

    /**
     * Returns what a thread is made of.
     *
     * @param worker a thread
     * @return platform or virtual
     */
    public abstract Worker.Kind kind(ThreadWorker worker);

    /**
     * Returns a process's number in its family.
     *
     * @param worker a process
     * @return for example {@code 1:2}
     */
    public abstract String number(ProcessWorker worker);

    /**
     * Returns how a process is started.
     *
     * @param worker a process
     * @return its options
     */
    public abstract ProcessOptions options(ProcessWorker worker);

    /**
     * Returns what a process was given to do.
     *
     * @param worker a process
     * @return its task, null if it has none or a subclass has overridden {@link Worker#run()}
     */
    public abstract @Nullable Task task(ProcessWorker worker);

    /**
     * Returns the process of a worker that may have ended, or be closed.
     *
     * @param worker a process
     * @return its handle, null before its start
     */
    public abstract @Nullable ProcessHandle handle(ProcessWorker worker);

    /** Makes all threads of this process one worker for {@link WorkerLocal}. */
    public abstract void becomeOneWorker();
}
