package dev.polyrhythm.internal.pool;

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
 * The workers of a pool: who is hired when, and who has nothing to do. Guarded by the pool's lock.
 *
 * <p>A worker is hired when something waits that nobody is free for, or about to be. If workers end
 * before they are ready, the next one is hired later and later, and after some in a row none.
 */
final class Workers {
    private static final int MOST_FAILED_STARTS = 5;

    /** Who is killed from outside is not at fault; but not for ever. */
    private static final int MOST_KILLED_STARTS = 100;

    private static final long FIRST_BACK_OFF_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int MOST_DOUBLINGS = 6;

    private final PoolState state;
    private final Scheduler scheduler;
    private final PoolMonitor monitor;
    private final Set<PoolWorker> workers = new LinkedHashSet<>();
    private final Deque<PoolWorker> idle = new ArrayDeque<>();
    private int starting; // workers that are not ready yet
    private int hired;
    private int failedStarts; // in a row
    private int killedStarts; // in a row
    private long hireNanoTime; // not before, while it backs off
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

    /** All, but for those that were given up. */
    List<PoolWorker> all() {
        return List.copyOf(workers);
    }

    int size() {
        return workers.size();
    }

    /** Hires as many as are needed for so many chunks that wait, and allowed. */
    void hire(int waiting) {
        while (!closed
                && starting < waiting
                && workers.size() < state.settings.size()
                && mayHire()) {
            PoolWorker worker = make(state.settings.name() + "-" + ++hired);
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

    private boolean mayHire() {
        backsOff = backsOff && System.nanoTime() - hireNanoTime < 0;
        return !backsOff;
    }

    /** Nobody is hired any more. */
    void close() {
        closed = true;
    }

    /** When somebody is hired who could not be before; else the other time. */
    long hireNanoTime(long other) {
        return backsOff && hireNanoTime - other < 0 ? hireNanoTime : other;
    }

    boolean isBackingOff() {
        return backsOff;
    }

    void noteReady(PoolWorker worker) {
        starting--;
        worker.noteReady();
        failedStarts = 0;
        killedStarts = 0;
    }

    void noteNeverReady() {
        starting--;
    }

    /**
     * One has ended before it was ready.
     *
     * @return how many in a row, if there is no hope any more; else 0
     */
    int noteFailedStart(Throwable cause) {
        starting--;
        boolean isKilled = cause instanceof WorkerDiedException died && died.signal().isPresent();
        int failed = isKilled ? ++killedStarts : ++failedStarts;
        backsOff = true;
        hireNanoTime =
                System.nanoTime() + (FIRST_BACK_OFF_NANOS << Math.min(failed, MOST_DOUBLINGS));
        monitor.wake();
        return failed >= (isKilled ? MOST_KILLED_STARTS : MOST_FAILED_STARTS) ? failed : 0;
    }

    void remove(PoolWorker worker) {
        workers.remove(worker);
        idle.remove(worker);
    }

    void addIdle(PoolWorker worker) {
        worker.noteIdle();
        idle.addLast(worker);
    }

    boolean hasIdle() {
        return !idle.isEmpty();
    }

    /** Whether somebody has nothing to do, or may be hired. */
    boolean hasRoom() {
        return hasIdle() || (!closed && !backsOff && workers.size() < state.settings.size());
    }

    /** The one that has last become so: what it needs is most likely still in the caches. */
    @Nullable PoolWorker pollIdle() {
        return idle.pollLast();
    }

    boolean isIdle(PoolWorker worker) {
        return idle.contains(worker);
    }

    boolean removeIdle(PoolWorker worker) {
        return idle.remove(worker);
    }

    /** Those who have nothing to do end. */
    void dismissIdle() {
        List<PoolWorker> free = List.copyOf(idle);
        idle.clear();
        free.forEach(PoolWorker::dismiss);
    }

    /** Looks after limits, grace times and idle times. When to do so again. */
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
        while (!idle.isEmpty() && now - idle.getFirst().idleNanoTime() >= most) {
            PoolWorker worker = idle.removeFirst();
            WorkerEvents.replaced(worker.describeName(), "idle", "");
            worker.dismiss();
        }
        return now + most - next < 0 ? now + most : next;
    }
}
