package dev.polyrhythm.memory;

import java.io.Serial;

/**
 * Thrown by a wait that could never end well any more: a process that it was bound to has died. The
 * message says which process, and what it was to the thing that was waited for.
 */
public class OwnerDiedException extends PolyrhythmException {
    @Serial private static final long serialVersionUID = 1L;

    private final long pid;

    /**
     * Makes an error that names the dead process.
     *
     * @param message what was waited for, and what the process was to it
     * @param pid the dead process's id, 0 if it is not known any more
     */
    public OwnerDiedException(String message, long pid) {
        super(message + ": pid=" + (pid == 0 ? "unknown" : pid));
        this.pid = pid;
    }

    /**
     * Returns which process died.
     *
     * @return its process id, 0 if it is not known any more
     */
    public long pid() {
        return pid;
    }
}
