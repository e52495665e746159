package dev.polyrhythm;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task threw an exception in another process, or {@link WorkerPool#map} in another thread. {@link
 * #getCause()} is that exception, or one that looks like it if it could not travel; its class,
 * message and stack are kept in any case.
 */
public class TaskFailedException extends PolyrhythmException {
    @Serial private static final long serialVersionUID = 1L;

    private final RemoteThrowable remote;

    TaskFailedException(RemoteThrowable remote, @Nullable Throwable cause) {
        this("the task failed in another process: " + remote, remote, cause);
    }

    private TaskFailedException(String message, RemoteThrowable remote, @Nullable Throwable cause) {
        super(message, cause);
        this.remote = remote;
    }

    /** Of a task that ran in another thread of this process. */
    static TaskFailedException ofThread(Throwable thrown) {
        RemoteThrowable described = RemoteThrowable.describe(thrown);
        return new TaskFailedException("the task failed: " + described, described, thrown);
    }

    /** Of a task whose result cannot be made an object of in this process. */
    static TaskFailedException unreadable(Throwable thrown) {
        RemoteThrowable described = RemoteThrowable.describe(thrown);
        return new TaskFailedException(
                "the task's result arrived, but cannot be read in this process: " + described,
                described,
                thrown);
    }

    /**
     * The class of the exception that was thrown there.
     *
     * @return its full name
     */
    public String remoteClassName() {
        return remote.className();
    }

    /**
     * The message of the exception that was thrown there.
     *
     * @return empty if it had none
     */
    public Optional<String> remoteMessage() {
        return Optional.ofNullable(remote.message());
    }

    /**
     * Where it was thrown there.
     *
     * @return the stack trace, innermost frame first
     */
    public StackTraceElement[] remoteStackTrace() {
        return remote.stack().clone();
    }
}
