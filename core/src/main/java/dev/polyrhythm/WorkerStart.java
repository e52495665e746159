package dev.polyrhythm;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** For flight recordings: a worker was started. */
@Name("dev.polyrhythm.WorkerStart")
@Label("Worker Start")
@Category("Polyrhythm")
@Description("A worker was started, by this process")
@StackTrace
final class WorkerStart extends Event {
    @Label("Name")
    String name = "";

    @Label("Kind")
    String kind = "";

    @Label("Process")
    @Description("Process id of the worker: this process's, if it is a thread")
    long pid;

    @Label("Daemon")
    boolean daemon;

    static void tell(Worker worker, long pid) {
        WorkerStart event = new WorkerStart();
        if (event.shouldCommit()) {
            event.name = worker.getName();
            event.kind = WorkerEvents.kind(worker).name();
            event.pid = pid;
            event.daemon = worker.isDaemon();
            event.commit();
        }
    }
}
