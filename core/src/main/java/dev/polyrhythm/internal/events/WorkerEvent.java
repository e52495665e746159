package dev.polyrhythm.internal.events;

import dev.polyrhythm.internal.worker.WorkerKind;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;

/** The fields that all events of workers have. */
@Category("Polyrhythm")
abstract class WorkerEvent extends Event {
    @Label("Name")
    String name = "";

    @Label("Kind")
    String kind = "";

    @Label("Process")
    @Description("Process id of the worker: this process's, if it is a thread")
    long pid;

    final void describe(WorkerKind its, String called, long process) {
        kind = its.name();
        name = called;
        pid = process;
    }
}
