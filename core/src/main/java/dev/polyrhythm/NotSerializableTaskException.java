package dev.polyrhythm;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A task, or something it holds, cannot travel to another process. Thrown where the task was given,
 * before anything is started. Also an item of {@link WorkerPool#map} cannot, or a result: that is
 * the cause of the {@link TaskFailedException} for its task.
 */
public class NotSerializableTaskException extends PolyrhythmException {
    @Serial private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * A refusal.
     *
     * @param what what cannot travel: {@code task}, {@code item} or {@code result}
     * @param path the way from it to the object at fault, field by field
     * @param type the class of the object at fault
     * @param cause what serialization has thrown, if it has
     */
    public NotSerializableTaskException(
            String what, String path, String type, @Nullable Throwable cause) {
        super(
                "the "
                        + what
                        + " cannot travel to another process, something it holds is not serializable:"
                        + " path="
                        + path
                        + ", type="
                        + type
                        + "; make the type Serializable, the field transient, or create the object"
                        + " inside the task",
                cause);
        this.path = path;
    }

    /**
     * The way from the task, item or result to what cannot travel, field by field.
     *
     * @return for example {@code task.connection.socket}
     */
    public String path() {
        return path;
    }
}
