package dev.polyrhythm.internal.worker;

/**
 * The kinds of workers, with the names of {@code Worker.Kind}: a reference to that is one to all of
 * the public types, and they refer to this package.
 */
public enum WorkerKind {
    PLATFORM,
    VIRTUAL,
    PROCESS
}
