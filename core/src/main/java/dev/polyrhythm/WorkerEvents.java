package dev.polyrhythm;

import dev.polyrhythm.memory.spi.Recording;
import org.jspecify.annotations.Nullable;

/** Tells of workers that start and end: flight recordings of all, the log of processes. */
final class WorkerEvents {
    private WorkerEvents() {}

    static void started(Worker worker) {
        if (Recording.isOn()) {
            WorkerStart.tell(worker);
        }
        if (worker instanceof ProcessWorker process) {
            LifeLog.write("worker started: name={0}, pid={1}", process.getName(), pid(process));
        }
    }

    /**
     * A worker has ended.
     *
     * @param exitCode of a process; of a thread 0 if it returned, else 1
     * @param failure what ended it, if it did not return
     */
    static void ended(
            Worker worker, int exitCode, @Nullable Throwable failure, long startNanoTime) {
        long lifeNanos = System.nanoTime() - startNanoTime;
        if (Recording.isOn()) {
            WorkerEnd.tell(worker, exitCode, failure, lifeNanos);
        }
        if (worker instanceof ProcessWorker process) {
            LifeLog.write(
                    "worker ended: name={0}, pid={1}, exitCode={2}, lifeMillis={3}{4}",
                    process.getName(),
                    pid(process),
                    exitCode,
                    Long.toString(lifeNanos / 1_000_000),
                    failure == null ? "" : ", failure=" + failure);
        }
    }

    /** A worker of a pool ends for another reason than its death. */
    static void replaced(String worker, String reason, String more) {
        LifeLog.write("worker replaced: name={0}, reason={1}{2}", worker, reason, more);
    }

    /** As text: a message format would group the digits. */
    private static String pid(ProcessWorker process) {
        return Long.toString(process.pid());
    }
}
