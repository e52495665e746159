package dev.polyrhythm;

import dev.polyrhythm.Worker.Kind;
import dev.polyrhythm.memory.spi.Recording;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Tells of workers that start and end: all to flight recordings, processes to the log as well. The
 * first message for a log takes a JVM some 30 ms: no start waits for it.
 */
final class WorkerEvents {
    private WorkerEvents() {}

    static void started(Worker worker, long pid) {
        if (Recording.isOn()) {
            WorkerStart.tell(worker, pid);
        }
        if (worker instanceof ProcessWorker) {
            String name = worker.getName();
            ChildLauncher.later(() -> log("worker started: name={0}, pid={1}", name, text(pid)));
        }
    }

    static void ended(Worker worker, long pid, ProcessEnd end, long startNanoTime) {
        long lifeNanos = System.nanoTime() - startNanoTime;
        if (Recording.isOn()) {
            WorkerEnd.tell(worker, pid, end, lifeNanos);
        }
        if (worker instanceof ProcessWorker) {
            log(
                    "worker ended: name={0}, pid={1}, exitCode={2}, lifeMillis={3}, failure={4}",
                    worker.getName(),
                    text(pid),
                    end.exitCode(),
                    text(lifeNanos / 1_000_000),
                    end.failure());
        }
    }

    /** A worker of a pool ends for another reason than its death. */
    static void replaced(String worker, String reason, String more) {
        log("worker replaced: name={0}, reason={1}{2}", worker, reason, more);
    }

    private static void log(String format, @Nullable Object... values) {
        System.getLogger("dev.polyrhythm").log(Level.DEBUG, format, values);
    }

    /** A message format would group the digits. */
    private static String text(long number) {
        return Long.toString(number);
    }

    static Kind kind(Worker worker) {
        return worker instanceof ThreadWorker thread ? thread.kind() : Kind.PROCESS;
    }
}
