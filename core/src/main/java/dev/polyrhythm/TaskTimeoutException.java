package dev.polyrhythm;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.Serial;
import java.time.Duration;

/** A task of a {@link WorkerPool} took longer than its limit; see there what becomes of it. */
public class TaskTimeoutException extends PolyrhythmException {
    @Serial private static final long serialVersionUID = 1L;

    private final Duration limit;

    /**
     * A limit that was passed.
     *
     * @param limit how long the task was allowed to take
     * @param task which task it was, for the message, for example {@code task=3}
     */
    public TaskTimeoutException(Duration limit, String task) {
        super(
                "the task took longer than its limit: limit=%d ms, %s"
                        .formatted(limit.toMillis(), task));
        this.limit = limit;
    }

    /**
     * How long it was allowed to take.
     *
     * @return counted from when a worker began it
     */
    public Duration limit() {
        return limit;
    }
}
