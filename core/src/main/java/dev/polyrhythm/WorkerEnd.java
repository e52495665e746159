package dev.polyrhythm;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** For flight recordings: a worker has ended. */
@Name("dev.polyrhythm.WorkerEnd")
@Label("Worker End")
@Category("Polyrhythm")
@Description("A worker has ended that this process had started")
@StackTrace(false)
final class WorkerEnd extends Event {
    @Label("Name")
    String name = "";

    @Label("Kind")
    String kind = "";

    @Label("Process")
    @Description("Process id of the worker: this process's, if it is a thread")
    long pid;

    @Label("Exit Code")
    @Description("Of a process; of a thread 0 if it returned, else 1")
    int exitCode;

    @Label("Failure")
    @Description("What ended it, if it did not return")
    String failure = "";

    @Label("Life Time")
    @Timespan(Timespan.NANOSECONDS)
    long lifeTime;

    static void tell(Worker worker, long pid, ProcessEnd end, long lifeNanos) {
        WorkerEnd event = new WorkerEnd();
        if (event.shouldCommit()) {
            event.name = worker.getName();
            event.kind = WorkerEvents.kind(worker).name();
            event.pid = pid;
            event.exitCode = end.exitCode();
            event.failure = String.valueOf(end.failure() == null ? "" : end.failure());
            event.lifeTime = lifeNanos;
            event.commit();
        }
    }
}
