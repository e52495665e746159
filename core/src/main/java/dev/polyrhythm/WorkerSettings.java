package dev.polyrhythm;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The settings that builders of all kinds collect. */
final class WorkerSettings {
    private @Nullable String name;
    private long number = -1;
    private @Nullable Boolean daemon;

    void name(String fixed) {
        name = Objects.requireNonNull(fixed, "name");
        number = -1;
    }

    void name(String prefix, long start) {
        if (start < 0) {
            throw new IllegalArgumentException("start must be 0 or more: start=" + start);
        }
        name = Objects.requireNonNull(prefix, "prefix");
        number = start;
    }

    void daemon(boolean on) {
        daemon = on;
    }

    /** Returns the next worker's name, null for a default one. */
    @Nullable String nextName() {
        return number < 0 ? name : name + number++;
    }

    <W extends Worker> W applyTo(W worker) {
        if (daemon != null) {
            worker.setDaemon(daemon);
        }
        return worker;
    }
}
