package dev.polyrhythm;

import dev.polyrhythm.internal.worker.ProcessOptions;
import dev.polyrhythm.internal.worker.ProcessWorkerView;
import dev.polyrhythm.internal.worker.WorkerAccess;
import org.jspecify.annotations.Nullable;

/** Hands the package's own members to the library's other packages. */
final class WorkerAccessImpl extends WorkerAccess {
    static {
        install(new WorkerAccessImpl());
    }

    private WorkerAccessImpl() {}

    @Override
    public ProcessWorker newProcess(
            @Nullable String name, @Nullable Task task, ProcessOptions options) {
        return new ProcessWorker(name, task, options);
    }

    @Override
    public ThreadWorker newThread(Worker.Kind kind, @Nullable String name, @Nullable Task task) {
        return new ThreadWorker(kind, name, task);
    }

    @Override
    public ProcessWorker arrived(String name, String number, boolean daemon, Task task) {
        return ProcessWorker.arrived(name, number, daemon, task);
    }

    @Override
    public void becomeCurrent(ProcessWorker worker) {
        worker.becomeCurrent();
    }

    @Override
    public ProcessWorkerView view(ProcessWorker worker) {
        return new ProcessWorkerViewImpl(worker);
    }

    @Override
    public void becomeOneWorker() {
        WorkerLocal.becomeOnePerProcess();
    }
}
