package dev.polyrhythm.gpio.internal;

import java.io.Serial;

/** A line has another holder. */
public final class LineInUseException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final String holder;
    private final long pid;

    /**
     * A refusal.
     *
     * @param holder the holder's name
     * @param pid its process id, 0 if it is not known
     */
    public LineInUseException(String holder, long pid) {
        super("holder=" + holder + ", pid=" + pid);
        this.holder = holder;
        this.pid = pid;
    }

    /**
     * The holder's name.
     *
     * @return what it calls itself
     */
    public String holder() {
        return holder;
    }

    /**
     * The holder's process.
     *
     * @return its id, 0 if it is not known
     */
    public long pid() {
        return pid;
    }
}
