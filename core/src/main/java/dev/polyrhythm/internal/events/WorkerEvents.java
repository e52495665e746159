package dev.polyrhythm.internal.events;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.ThreadWorker;
import dev.polyrhythm.internal.process.ExitStatus;
import dev.polyrhythm.memory.internal.region.FlightRecording;
import org.jspecify.annotations.Nullable;

/** Tells of workers that start and end: flight recordings of all, the log of processes. */
public final class WorkerEvents {
    private WorkerEvents() {}

    public static void started(ThreadWorker worker) {
        if (FlightRecording.isOn()) {
            WorkerStart.tell(worker, ownPid());
        }
    }

    public static void started(ProcessWorker worker, long pid) {
        if (FlightRecording.isOn()) {
            WorkerStart.tell(worker, pid);
        }
        LifecycleLog.write("worker started: name={0}, pid={1}", worker.getName(), text(pid));
    }

    /**
     * A thread has ended.
     *
     * @param failure what ended it, if it did not return
     */
    public static void ended(ThreadWorker worker, @Nullable Throwable failure, long startNanoTime) {
        if (FlightRecording.isOn()) {
            long lifeNanos = System.nanoTime() - startNanoTime;
            WorkerEnd.tell(worker, ownPid(), failure == null ? 0 : 1, failure, lifeNanos);
        }
    }

    /**
     * A process has ended.
     *
     * @param pid its id, which is not asked of the worker: that may be closed
     */
    public static void ended(ProcessWorker worker, long pid, ExitStatus end, long startNanoTime) {
        long lifeNanos = System.nanoTime() - startNanoTime;
        Throwable failure = end.failure();
        if (FlightRecording.isOn()) {
            WorkerEnd.tell(worker, pid, end.exitCode(), failure, lifeNanos);
        }
        LifecycleLog.write(
                "worker ended: name={0}, pid={1}, exitCode={2}, lifeMillis={3}{4}",
                worker.getName(),
                text(pid),
                end.exitCode(),
                Long.toString(lifeNanos / 1_000_000),
                failure == null ? "" : ", failure=" + failure);
    }

    /** A worker of a pool ends for another reason than its death. */
    public static void replaced(String worker, String reason, String more) {
        LifecycleLog.write("worker replaced: name={0}, reason={1}{2}", worker, reason, more);
    }

    private static long ownPid() {
        return ProcessHandle.current().pid();
    }

    /** A message format would group the digits of a number. */
    private static String text(long pid) {
        return Long.toString(pid);
    }
}
