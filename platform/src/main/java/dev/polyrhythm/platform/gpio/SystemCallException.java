package dev.polyrhythm.platform.gpio;

import java.io.IOException;
import java.io.Serial;

/** A system call that failed, with its errno (errno(3)). */
public final class SystemCallException extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    private final int errno;

    /**
     * A failure.
     *
     * @param call what was called, and on what
     * @param errno the error's number
     */
    public SystemCallException(String call, int errno) {
        super("%s: %s (errno=%d)".formatted(call, Errno.text(errno), errno));
        this.errno = errno;
    }

    /**
     * Returns the error's number.
     *
     * @return one of {@link Errno}'s, or any other
     */
    public int errno() {
        return errno;
    }
}
