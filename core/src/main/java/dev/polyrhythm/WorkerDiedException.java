package dev.polyrhythm;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.Serial;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A worker process ended otherwise than by returning or throwing. The message tells what was found:
 * the exit code or signal, the first words of a crashed JVM's report, that memory was used up (then
 * the exit code is 12, and the cause the error as far as it could be told), or which JVM option was
 * refused.
 */
public class WorkerDiedException extends PolyrhythmException {
    @Serial private static final long serialVersionUID = 1L;

    private final long pid;
    private final int exitCode;

    /**
     * A death.
     *
     * @param message what died of what, with the values
     * @param pid the process's id
     * @param exitCode the code that it chose, or -N if signal N ended it
     * @param cause what it had thrown before, or null
     */
    public WorkerDiedException(String message, long pid, int exitCode, @Nullable Throwable cause) {
        super(message, cause);
        this.pid = pid;
        this.exitCode = exitCode;
    }

    /**
     * Which process it was.
     *
     * @return its process id
     */
    public long pid() {
        return pid;
    }

    /**
     * How it ended.
     *
     * @return what {@link ProcessWorker#exitCode()} says: the code that it chose, or -N if signal N
     *     ended it
     */
    public int exitCode() {
        return exitCode;
    }

    /**
     * The signal that ended it.
     *
     * @return its number, empty if it ended by itself
     */
    public OptionalInt signal() {
        return exitCode < 0 ? OptionalInt.of(-exitCode) : OptionalInt.empty();
    }
}
