package dev.polyrhythm.internal.events;

import dev.polyrhythm.internal.worker.WorkerKind;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** The event of a worker's end in flight recordings. */
@Name("dev.polyrhythm.WorkerEnd")
@Label("Worker End")
@Category("Polyrhythm")
@Description("A worker has ended that this process had started")
@StackTrace(false)
final class WorkerEnd extends WorkerEvent {
    @Label("Exit Code")
    @Description("Of a process; of a thread 0 if it returned, else 1")
    int exitCode;

    @Label("Failure")
    @Description("What ended it, if it did not return")
    String failure = "";

    @Label("Life Time")
    @Timespan(Timespan.NANOSECONDS)
    long lifeTime;

    static void commit(
            WorkerKind kind,
            String name,
            long pid,
            int exitCode,
            @Nullable Throwable failure,
            long lifeNanos) {
        WorkerEnd event = new WorkerEnd();
        if (event.shouldCommit()) {
            event.describe(kind, name, pid);
            event.exitCode = exitCode;
            event.failure = failure == null ? "" : failure.toString();
            event.lifeTime = lifeNanos;
            event.commit();
        }
    }
}
