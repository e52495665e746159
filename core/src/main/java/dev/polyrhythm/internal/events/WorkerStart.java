package dev.polyrhythm.internal.events;

import dev.polyrhythm.internal.worker.WorkerKind;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The event of a worker's start in flight recordings. */
@Name("dev.polyrhythm.WorkerStart")
@Label("Worker Start")
@Category("Polyrhythm")
@Description("A worker was started, by this process")
@StackTrace
final class WorkerStart extends WorkerEvent {
    @Label("Daemon")
    boolean daemon;

    static void commit(WorkerKind kind, String name, long pid, boolean daemon) {
        WorkerStart event = new WorkerStart();
        if (event.shouldCommit()) {
            event.describe(kind, name, pid);
            event.daemon = daemon;
            event.commit();
        }
    }
}
