package dev.polyrhythm;

import org.jspecify.annotations.Nullable;

/** The workers of threads. */
final class CurrentWorker {
    private static final ThreadLocal<@Nullable Worker> CURRENT = new ThreadLocal<>();

    private CurrentWorker() {}

    static Worker get() {
        Worker worker = CURRENT.get();
        if (worker == null) {
            worker = new ThreadWorker(Thread.currentThread());
            CURRENT.set(worker);
        }
        return worker;
    }

    static void set(Worker worker) {
        CURRENT.set(worker);
    }

    /** Fails for the worker of this thread, which would wait for its own end. */
    @SuppressWarnings("ReferenceEquality") // this very worker, even if a subclass overrides equals
    static void refuseSelf(Worker worker) {
        if (CURRENT.get() == worker) {
            throw new IllegalStateException(
                    "a worker cannot join itself: name=" + worker.getName());
        }
    }
}
