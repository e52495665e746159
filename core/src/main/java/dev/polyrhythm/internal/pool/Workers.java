package dev.polyrhythm.internal.pool;

import dev.polyrhythm.PoolInsight.WorkerTimes;
import dev.polyrhythm.WorkerDiedException;
import dev.polyrhythm.internal.events.WorkerEvents;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a pool: when the next one is started, and which have nothing to do. Guarded by the
 * pool's lock.
 *
 * <p>A worker is started when a chunk waits for which none is idle or starting. If workers end
 * before they are ready, the next one is started later and later, and after some in a row none.
 */
final class Workers {
    private static final int MOST_FAILED_STARTS = 5;

    /** A worker that is killed from outside is not at fault; but not for ever. */
    private static final int MOST_KILLED_STARTS = 100;

    private static final long FIRST_BACK_OFF_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int MOST_DOUBLINGS = 6;

    private final PoolState state;
    private final Scheduler scheduler;
    private final PoolMonitor monitor;
    private final Set<PoolWorker> workers = new LinkedHashSet<>();
    private final Deque<PoolWorker> idle = new ArrayDeque<>();
    private int starting; // workers that are not ready yet
    private int created;
    private int failedStarts; // in a row
    private int killedStarts; // in a row
    private long nextStartNanoTime; // not before, while it backs off
    private boolean backsOff;
    private boolean closed;

    Workers(PoolState state, Scheduler scheduler) {
        this.state = state;
        this.scheduler = scheduler;
        this.monitor =
                state.settings.isOfProcesses()
                        ? new ChannelPoller(state, scheduler)
                        : new ThreadPoolMonitor(state, scheduler);
    }

    PoolMonitor monitor() {
        return monitor;
    }

    /** Returns all but those that were given up, in the order of their starts. */
    List<PoolWorker> all() {
        return List.copyOf(workers);
    }

    List<WorkerTimes> times(long now) {
        return workers.stream().map(worker -> worker.times(now)).toList();
    }

    int size() {
        return workers.size();
    }

    /** Starts as many as are needed for so many waiting chunks, and allowed. */
    void startFor(int waiting) {
        while (!closed
                && starting < waiting
                && workers.size() < state.settings.size()
                && mayStart()) {
            PoolWorker worker = make(state.settings.name() + "-" + ++created);
            workers.add(worker);
            starting++;
            worker.start();
        }
    }

    private PoolWorker make(String name) {
        return monitor instanceof ChannelPoller poller
                ? new ProcessPoolWorker(state, scheduler, name, poller)
                : new ThreadPoolWorker(state, scheduler, name, (ThreadPoolMonitor) monitor);
    }

    private boolean mayStart() {
        backsOff = backsOff && System.nanoTime() - nextStartNanoTime < 0;
        return !backsOff;
    }

    /** Starts no worker any more. */
    void close() {
        closed = true;
    }

    /** Returns when a start is due that had to wait, or the other time if that is earlier. */
    long nextStartNanoTime(long other) {
        return backsOff && nextStartNanoTime - other < 0 ? nextStartNanoTime : other;
    }

    boolean isBackingOff() {
        return backsOff;
    }

    void noteReady(PoolWorker worker) {
        starting--;
        worker.timer.noteReady();
        failedStarts = 0;
        killedStarts = 0;
    }

    void noteNeverReady() {
        starting--;
    }

    /**
     * Notes a worker that has ended before it was ready.
     *
     * @return how many in a row, if that is enough to give up; else 0
     */
    int noteFailedStart(Throwable cause) {
        starting--;
        boolean isKilled = cause instanceof WorkerDiedException died && died.signal().isPresent();
        int failed = isKilled ? ++killedStarts : ++failedStarts;
        backsOff = true;
        nextStartNanoTime =
                System.nanoTime() + (FIRST_BACK_OFF_NANOS << Math.min(failed, MOST_DOUBLINGS));
        monitor.wake();
        return failed >= (isKilled ? MOST_KILLED_STARTS : MOST_FAILED_STARTS) ? failed : 0;
    }

    void remove(PoolWorker worker) {
        workers.remove(worker);
        idle.remove(worker);
    }

    void addIdle(PoolWorker worker) {
        worker.timer.noteIdle();
        idle.addLast(worker);
    }

    boolean hasIdle() {
        return !idle.isEmpty();
    }

    /** Whether a worker has nothing to do, or may be started. */
    boolean hasRoom() {
        return hasIdle() || (!closed && !backsOff && workers.size() < state.settings.size());
    }

    /** Takes the one that became idle last: what it needs is most likely still in the caches. */
    @Nullable PoolWorker pollIdle() {
        return idle.pollLast();
    }

    boolean isIdle(PoolWorker worker) {
        return idle.contains(worker);
    }

    boolean removeIdle(PoolWorker worker) {
        return idle.remove(worker);
    }

    /** Has all end that have nothing to do. */
    void retireIdle() {
        List<PoolWorker> free = List.copyOf(idle);
        idle.clear();
        free.forEach(PoolWorker::retire);
    }

    /** Checks limits, grace times and idle times. Returns when to do so again. */
    long check(long now) {
        long next = PoolState.never(now);
        for (PoolWorker worker : all()) {
            long wanted = worker.check(now);
            next = wanted - next < 0 ? wanted : next;
        }
        return checkIdle(now, next);
    }

    private long checkIdle(long now, long next) {
        long most = state.settings.maxIdleNanos();
        if (most == 0) {
            return next;
        }
        while (!idle.isEmpty() && now - idle.getFirst().timer.idleNanoTime() >= most) {
            PoolWorker worker = idle.removeFirst();
            WorkerEvents.replaced(worker.describeName(), "idle", "");
            worker.retire();
        }
        return now + most - next < 0 ? now + most : next;
    }
}
