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

    private final String remoteClassName;
    private final @Nullable String remoteMessage;
    private final StackTraceElement[] remoteStackTrace;

    /**
     * A failure in another process, whose exception need not have arrived.
     *
     * @param message what failed, with the class and message of the exception
     * @param remoteClassName the full name of the exception's class
     * @param remoteMessage the exception's message, null if it has none
     * @param remoteStackTrace where it was thrown, innermost frame first
     * @param cause the exception, or one that looks like it; null if there is neither
     */
    public TaskFailedException(
            String message,
            String remoteClassName,
            @Nullable String remoteMessage,
            StackTraceElement[] remoteStackTrace,
            @Nullable Throwable cause) {
        super(message, cause);
        this.remoteClassName = remoteClassName;
        this.remoteMessage = remoteMessage;
        this.remoteStackTrace = remoteStackTrace.clone();
    }

    /**
     * A failure whose exception is an object of this process.
     *
     * @param message what failed; the exception's class and message are added
     * @param cause the exception
     */
    public TaskFailedException(String message, Throwable cause) {
        this(
                message + ": " + describe(cause),
                cause.getClass().getName(),
                cause.getMessage(),
                cause.getStackTrace(),
                cause);
    }

    private static String describe(Throwable thrown) {
        String name = thrown.getClass().getName();
        return thrown.getMessage() == null ? name : name + ": " + thrown.getMessage();
    }

    /**
     * The class of the exception that was thrown there.
     *
     * @return its full name
     */
    public String remoteClassName() {
        return remoteClassName;
    }

    /**
     * The message of the exception that was thrown there.
     *
     * @return empty if it had none
     */
    public Optional<String> remoteMessage() {
        return Optional.ofNullable(remoteMessage);
    }

    /**
     * Where it was thrown there.
     *
     * @return the stack trace, innermost frame first
     */
    public StackTraceElement[] remoteStackTrace() {
        return remoteStackTrace.clone();
    }
}
