package dev.polyrhythm.monitor;

import dev.polyrhythm.PoolInsight;
import dev.polyrhythm.PoolInsight.WorkerTimes;
import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.ThreadWorker;
import dev.polyrhythm.Worker;
import dev.polyrhythm.Worker.Kind;
import dev.polyrhythm.internal.worker.ActiveWorkers;
import dev.polyrhythm.internal.worker.ProcessIdentity;
import dev.polyrhythm.internal.worker.WorkerAccess;
import dev.polyrhythm.monitor.Activity.Row;
import dev.polyrhythm.monitor.Activity.State;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at what this process and its workers do, again and again, on one thread. */
final class ActivitySampler {
    private @Nullable ThreadTimes times; // a JVM with no platform threads to look at needs none

    /**
     * Looks now.
     *
     * @param self this process in its region
     */
    Activity take(long self) {
        long now = System.nanoTime();
        List<Row> rows = new ArrayList<>();
        for (ActiveWorkers.Entry entry : ActiveWorkers.some(Activity.MOST_WORKERS)) {
            Row row = row(entry);
            if (row != null) {
                rows.add(row);
            }
        }
        if (times != null) {
            times.looked();
        }
        ProcessIdentity own = ProcessIdentity.current();
        return new Activity(
                self,
                ProcessHandle.current().pid(),
                own.parentPid(),
                own.name(),
                now,
                rows,
                Math.max(0, ActiveWorkers.count() - Activity.MOST_WORKERS));
    }

    /** Null if it has just ended. */
    private @Nullable Row row(ActiveWorkers.Entry entry) {
        WorkerTimes seen = entry.times();
        return switch (entry.worker) {
            case ProcessWorker process -> row(process, seen);
            case ThreadWorker thread -> row(thread, seen);
        };
    }

    private static @Nullable Row row(ProcessWorker worker, @Nullable WorkerTimes seen) {
        ProcessHandle process = WorkerAccess.get().handle(worker);
        if (process == null || worker.getState() == Worker.State.ENDED) {
            return null;
        }
        return new Row(
                Kind.PROCESS,
                process.pid(),
                state(seen, State.RUNNING),
                false,
                tasks(seen),
                Activity.NONE,
                worker.getName());
    }

    private @Nullable Row row(ThreadWorker worker, @Nullable WorkerTimes seen) {
        Thread thread = worker.thread();
        Thread.State own = thread.getState();
        if (own == Thread.State.TERMINATED) {
            return null;
        }
        Kind kind = WorkerAccess.get().kind(worker);
        return new Row(
                kind,
                thread.threadId(),
                state(seen, state(own)),
                seen != null && seen.condition() == PoolInsight.Condition.ROGUE,
                tasks(seen),
                kind == Kind.PLATFORM ? cpuPerMille(thread) : Activity.NONE,
                worker.getName());
    }

    private static State state(Thread.State own) {
        return switch (own) {
            case NEW -> State.STARTING;
            case BLOCKED, WAITING, TIMED_WAITING -> State.WAITING;
            case RUNNABLE, TERMINATED -> State.RUNNING;
        };
    }

    /** What the pool knows, or what is to be seen from here. */
    private static State state(@Nullable WorkerTimes seen, State own) {
        if (seen == null) {
            return own;
        }
        return switch (seen.condition()) {
            case STARTING -> State.STARTING;
            case WAITING -> State.IDLE;
            case WORKING, ROGUE, ENDED -> own;
        };
    }

    private static long tasks(@Nullable WorkerTimes seen) {
        return seen == null ? Activity.NONE : seen.tasks();
    }

    private long cpuPerMille(Thread thread) {
        ThreadTimes known = times;
        if (known == null) {
            known = new ThreadTimes();
            times = known;
        }
        return known.cpuPerMille(thread);
    }
}
