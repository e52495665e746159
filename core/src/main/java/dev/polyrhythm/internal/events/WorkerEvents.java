package dev.polyrhythm.internal.events;

import dev.polyrhythm.internal.worker.WorkerKind;
import dev.polyrhythm.memory.internal.region.FlightRecording;
import org.jspecify.annotations.Nullable;

/** Reports starts and ends of workers: of all to flight recordings, of processes to the log. */
public final class WorkerEvents {
    private WorkerEvents() {}

    /** Reports a thread, which is the current one. */
    public static void threadStarted(WorkerKind kind, String name, boolean daemon) {
        if (FlightRecording.isOn()) {
            WorkerStart.commit(kind, name, ownPid(), daemon);
        }
    }

    /** Reports a process that the system has. */
    public static void processStarted(String name, long pid, boolean daemon) {
        if (FlightRecording.isOn()) {
            WorkerStart.commit(WorkerKind.PROCESS, name, pid, daemon);
        }
        LifecycleLog.write("worker started: name={0}, pid={1}", name, text(pid));
    }

    /**
     * Reports the end of a thread.
     *
     * @param kind platform or virtual
     * @param name the worker's name
     * @param failure the reason of the end, null if the task returned
     * @param startNanoTime time of the start
     */
    public static void threadEnded(
            WorkerKind kind, String name, @Nullable Throwable failure, long startNanoTime) {
        if (FlightRecording.isOn()) {
            long lifeNanos = System.nanoTime() - startNanoTime;
            int exitCode = failure == null ? 0 : 1;
            WorkerEnd.commit(kind, name, ownPid(), exitCode, failure, lifeNanos);
        }
    }

    /**
     * Reports the end of a process.
     *
     * @param name the worker's name
     * @param pid the process's id
     * @param exitCode as {@code ProcessWorker.exitCode} has it
     * @param failure the reason of the end, null if the task returned
     * @param startNanoTime time of the start
     */
    public static void processEnded(
            String name, long pid, int exitCode, @Nullable Throwable failure, long startNanoTime) {
        long lifeNanos = System.nanoTime() - startNanoTime;
        if (FlightRecording.isOn()) {
            WorkerEnd.commit(WorkerKind.PROCESS, name, pid, exitCode, failure, lifeNanos);
        }
        LifecycleLog.write(
                "worker ended: name={0}, pid={1}, exitCode={2}, lifeMillis={3}{4}",
                name,
                text(pid),
                exitCode,
                Long.toString(lifeNanos / 1_000_000),
                failure == null ? "" : ", failure=" + failure);
    }

    /** Reports a pool's worker that ends for another reason than its death. */
    public static void replaced(String worker, String reason, String more) {
        LifecycleLog.write("worker replaced: name={0}, reason={1}{2}", worker, reason, more);
    }

    private static long ownPid() {
        return ProcessHandle.current().pid();
    }

    /** Returns the digits alone: a message format would group them. */
    private static String text(long pid) {
        return Long.toString(pid);
    }
}
