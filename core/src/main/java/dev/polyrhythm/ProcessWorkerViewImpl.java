package dev.polyrhythm;

import dev.polyrhythm.internal.worker.ProcessOptions;
import dev.polyrhythm.internal.worker.ProcessWorkerView;
import org.jspecify.annotations.Nullable;

/** Shows the package's own members of a worker to the classes that start its process. */
final class ProcessWorkerViewImpl implements ProcessWorkerView {
    private final ProcessWorker worker;

    ProcessWorkerViewImpl(ProcessWorker worker) {
        this.worker = worker;
    }

    @Override
    public Object worker() {
        return worker;
    }

    @Override
    public String name() {
        return worker.getName();
    }

    @Override
    public String number() {
        return worker.number();
    }

    @Override
    public boolean isDaemon() {
        return worker.isDaemon();
    }

    @Override
    public ProcessOptions options() {
        return worker.options();
    }

    @Override
    public @Nullable Task task() {
        return worker.task();
    }

    @Override
    public boolean isPlain() {
        return worker.getClass() == ProcessWorker.class;
    }
}
