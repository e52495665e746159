package dev.polyrhythm.internal.events;

import dev.polyrhythm.Worker;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** For flight recordings: a worker was started. */
@Name("dev.polyrhythm.WorkerStart")
@Label("Worker Start")
@Category("Polyrhythm")
@Description("A worker was started, by this process")
@StackTrace
final class WorkerStart extends WorkerEvent {
    @Label("Daemon")
    boolean daemon;

    static void tell(Worker worker, long pid) {
        WorkerStart event = new WorkerStart();
        if (event.shouldCommit()) {
            event.describe(worker, pid);
            event.daemon = worker.isDaemon();
            event.commit();
        }
    }
}
