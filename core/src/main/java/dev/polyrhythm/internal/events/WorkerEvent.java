package dev.polyrhythm.internal.events;

import dev.polyrhythm.ThreadWorker;
import dev.polyrhythm.Worker;
import dev.polyrhythm.internal.worker.WorkerAccess;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;

/** What flight recordings have of every worker. */
@Category("Polyrhythm")
abstract class WorkerEvent extends Event {
    @Label("Name")
    String name = "";

    @Label("Kind")
    String kind = "";

    @Label("Process")
    @Description("Process id of the worker: this process's, if it is a thread")
    long pid;

    final void describe(Worker worker, long process) {
        name = worker.getName();
        pid = process;
        Worker.Kind its =
                worker instanceof ThreadWorker thread
                        ? WorkerAccess.get().kind(thread)
                        : Worker.Kind.PROCESS;
        kind = its.name();
    }
}
