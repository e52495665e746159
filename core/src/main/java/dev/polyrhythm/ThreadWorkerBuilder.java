package dev.polyrhythm;

import java.util.Objects;

/** Builds threads of either kind. */
final class ThreadWorkerBuilder implements Worker.Builder {
    private final Worker.Kind kind;
    private final WorkerSettings settings = new WorkerSettings();

    ThreadWorkerBuilder(Worker.Kind kind) {
        this.kind = kind;
    }

    @Override
    public ThreadWorkerBuilder name(String name) {
        settings.name(name);
        return this;
    }

    @Override
    public ThreadWorkerBuilder name(String prefix, long start) {
        settings.name(prefix, start);
        return this;
    }

    @Override
    public ThreadWorkerBuilder daemon() {
        return daemon(true);
    }

    @Override
    public ThreadWorkerBuilder daemon(boolean on) {
        settings.daemon(on);
        return this;
    }

    @Override
    public ThreadWorker unstarted(Task task) {
        Objects.requireNonNull(task, "task");
        return settings.applyTo(new ThreadWorker(kind, settings.nextName(), task));
    }

    @Override
    public ThreadWorker start(Task task) {
        ThreadWorker worker = unstarted(task);
        worker.start();
        return worker;
    }
}
