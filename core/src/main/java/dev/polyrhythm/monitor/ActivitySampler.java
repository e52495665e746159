package dev.polyrhythm.monitor;

import dev.polyrhythm.PoolInsight.Condition;
import dev.polyrhythm.PoolInsight.WorkerTimes;
import dev.polyrhythm.internal.worker.ActiveWorker;
import dev.polyrhythm.internal.worker.ActiveWorkers;
import dev.polyrhythm.internal.worker.ProcessIdentity;
import dev.polyrhythm.internal.worker.WorkerKind;
import dev.polyrhythm.monitor.Activity.Row;
import dev.polyrhythm.monitor.Activity.State;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Samples this process and its workers, again and again, on one thread. */
final class ActivitySampler {
    private final CpuUsage<Long> usage = new CpuUsage<>(); // by thread id

    /** The JVM's thread times; initialized only where there are platform threads. */
    private static final class Threads {
        static final ThreadMXBean ALL = ManagementFactory.getThreadMXBean();
        static final boolean HAVE_TIMES =
                ALL.isThreadCpuTimeSupported() && ALL.isThreadCpuTimeEnabled();
    }

    /**
     * Takes a sample.
     *
     * @param self this process in its region
     */
    Activity take(long self) {
        long now = System.nanoTime();
        List<Row> rows = new ArrayList<>();
        for (ActiveWorker worker : ActiveWorkers.some(Activity.MOST_WORKERS)) {
            Row row = row(worker);
            if (row != null) {
                rows.add(row);
            }
        }
        usage.looked();
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

    /** Returns null for a worker that has just ended. */
    private @Nullable Row row(ActiveWorker worker) {
        WorkerTimes seen = worker.times();
        Thread thread = worker.thread();
        if (thread != null) {
            return row(worker, thread, seen);
        }
        ProcessHandle process = worker.process();
        return process == null ? null : row(worker, process, seen);
    }

    private static Row row(ActiveWorker worker, ProcessHandle process, @Nullable WorkerTimes seen) {
        return new Row(
                WorkerKind.PROCESS,
                process.pid(),
                state(seen, State.RUNNING),
                false,
                tasks(seen),
                Activity.NONE,
                worker.name());
    }

    private @Nullable Row row(ActiveWorker worker, Thread thread, @Nullable WorkerTimes seen) {
        Thread.State own = thread.getState();
        if (own == Thread.State.TERMINATED) {
            return null;
        }
        return new Row(
                worker.kind(),
                thread.threadId(),
                state(seen, state(own)),
                seen != null && seen.condition() == Condition.ROGUE,
                tasks(seen),
                worker.kind() == WorkerKind.PLATFORM ? cpuPerMille(thread) : Activity.NONE,
                worker.name());
    }

    private static State state(Thread.State own) {
        return switch (own) {
            case NEW -> State.STARTING;
            case BLOCKED, WAITING, TIMED_WAITING -> State.WAITING;
            case RUNNABLE, TERMINATED -> State.RUNNING;
        };
    }

    /** Prefers the pool's knowledge to the state that is seen from here. */
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
        long id = thread.threadId();
        long cpuNanos = Threads.HAVE_TIMES ? Threads.ALL.getThreadCpuTime(id) : -1;
        return cpuNanos < 0 ? Activity.NONE : (long) usage.perMille(id, cpuNanos);
    }
}
