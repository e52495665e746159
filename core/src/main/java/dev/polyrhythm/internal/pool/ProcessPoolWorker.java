package dev.polyrhythm.internal.pool;

import dev.polyrhythm.WorkerDiedException;
import dev.polyrhythm.internal.channel.Values;
import dev.polyrhythm.internal.events.WorkerEvents;
import dev.polyrhythm.internal.worker.ActiveWorkers;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pool's worker that is a process, from launch to death: {@link ProcessState} has the way. The
 * process itself is a {@link PoolChild}; what is said to it goes through a {@link PoolEndpoint}.
 */
final class ProcessPoolWorker extends PoolWorker implements PoolEndpoint.Listener {
    private final ChannelPoller poller;
    private final MemoryLimit memory;

    // guarded by the pool's lock; isJustReady reads the state without it
    private ProcessState state = ProcessState.LAUNCHING;
    private long retireNanoTime;
    private @Nullable PoolChild child; // set with the endpoint, before it

    private volatile @Nullable PoolEndpoint endpoint; // null until it is launched

    ProcessPoolWorker(PoolState pool, Scheduler scheduler, String name, ChannelPoller poller) {
        super(pool, scheduler, name);
        this.poller = poller;
        this.memory = new MemoryLimit(pool.settings.maxMemoryBytes());
    }

    private void become(ProcessState next) {
        state = state.become(next);
    }

    // Its start

    @Override
    void start() {
        Thread.ofVirtual().name("polyrhythm-pool-start").start(this::launch);
    }

    /** Without the lock. */
    private void launch() {
        PoolChild made = null;
        try {
            made = PoolChild.launch(name, pool.settings, poller.bellNumber());
            launched(made);
        } catch (Throwable t) { // whatever it is, the pool must not wait for this worker
            notLaunched(made, t);
        }
    }

    private void launched(PoolChild made) {
        pool.lock();
        try {
            if (state == ProcessState.LAUNCHING) {
                become(ProcessState.STARTING);
            }
            PoolEndpoint known = new PoolEndpoint(made.channel(), this);
            poller.add(this);
            child = made;
            endpoint = known; // last: from then on it is polled
            ActiveWorkers.attach(made.worker(), this::timesNow);
            if (state == ProcessState.KILLED || pool.endsWithProgram()) {
                kill();
            }
        } finally {
            pool.unlock();
        }
        made.whenExited(poller::wake);
        poller.wake(); // it can be ready already
    }

    private void notLaunched(@Nullable PoolChild made, Throwable reason) {
        pool.lock();
        try {
            if (endpoint == null) {
                leave(made, reason);
            } else {
                process().kill(); // it is polled already, so its end is noticed
            }
        } finally {
            pool.unlock();
        }
    }

    /** Leaves the pool, in which it was never polled. */
    private void leave(@Nullable PoolChild made, Throwable reason) {
        become(ProcessState.DEAD);
        poller.remove(this);
        try {
            if (made != null) {
                made.discard();
            }
        } finally {
            scheduler.failedToStart(this, reason);
        }
    }

    // What it has done

    /** Whether it may have written something that is not read yet, or ended. Without the lock. */
    boolean mayHaveProgress() {
        PoolEndpoint known = endpoint;
        return known != null
                && (process().hasExited() || known.mayHaveAnswer() || isJustReady(known));
    }

    /** Where there is an endpoint, there is a process. */
    private PoolChild process() {
        return Objects.requireNonNull(child);
    }

    /** Without the lock, too: a race does no harm. */
    private boolean isJustReady(PoolEndpoint known) {
        return state == ProcessState.STARTING && known.isReady();
    }

    /** Takes what it has answered, and gives it more. True if there was something. */
    boolean poll() {
        PoolEndpoint known = endpoint;
        if (known == null || state == ProcessState.DEAD) {
            return false;
        }
        boolean hasExited = process().hasExited(); // asked first: then all its answers are found
        if (isJustReady(known)) {
            become(ProcessState.READY);
            scheduler.ready(this);
        }
        boolean progress = known.collect();
        if (hasExited) {
            conclude(known, process());
            return true;
        }
        known.resume();
        if (progress) {
            feed(known);
        }
        return progress;
    }

    @Override
    public void answered(
            Submission submission, int index, long number, @Nullable Object value, long nanos) {
        noteEnd(number);
        timer.noteWork(nanos);
        scheduler.finished(submission, index, value, nanos);
        if (value instanceof Values.Encoded failure && failure.kind() == Values.LAST_FAILURE) {
            replace("out of memory");
        } else if (isQuotaUsedUp() && hasNothingToDo()) {
            replace("tasks");
        } else if (needsTooMuch()) {
            replace("memory");
        }
    }

    private boolean hasNothingToDo() {
        PoolEndpoint known = endpoint;
        return known == null || known.isEmpty();
    }

    private boolean needsTooMuch() {
        PoolChild known = child;
        return known != null && memory.isExceededBy(known);
    }

    /** Retires it for a reason that is told; another one takes its place. */
    private void replace(String reason) {
        if (state == ProcessState.READY) {
            long bytes = process().residentBytes();
            WorkerEvents.replaced(describeName(), reason, ", residentBytes=" + bytes);
            retire();
            scheduler.putBack(takeBack());
        }
    }

    // What it is to do

    private void feed(PoolEndpoint known) {
        if (!takesMore() || isStopping()) {
            return;
        }
        if (known.isEmpty()) {
            scheduler.next(this);
        }
        while (takesMore() && known.wantsMore()) {
            Chunk chunk = scheduler.poll();
            if (chunk == null) {
                return;
            }
            give(chunk);
        }
    }

    private boolean takesMore() {
        return state == ProcessState.READY && !isQuotaUsedUp();
    }

    /** Only a worker that is ready is given something, so it has an endpoint. */
    @Override
    void give(Chunk chunk) {
        Objects.requireNonNull(endpoint).give(trimToQuota(chunk));
    }

    @Override
    public void sent(Chunk chunk) {
        poller.by(chunk.submission().limitNanos());
    }

    @Override
    List<Chunk> takeBack() {
        PoolEndpoint known = endpoint;
        if (known == null) {
            return List.of();
        }
        List<Chunk> rest = known.takeBack();
        noteTakenBack(rest);
        if (!known.awaitsAnswer() && !rest.isEmpty() && state == ProcessState.READY) {
            scheduler.becameIdle(this);
        }
        return rest;
    }

    @Override
    boolean hasUnbegun() {
        PoolEndpoint known = endpoint;
        return known != null && known.hasUnbegun();
    }

    @Override
    boolean has(Submission submission) {
        PoolEndpoint known = endpoint;
        return known != null && known.has(submission);
    }

    @Override
    @Nullable RunningItem running() {
        boolean ignored = poll();
        PoolEndpoint known = endpoint;
        return known == null || state == ProcessState.DEAD ? null : known.running();
    }

    // Its end

    @Override
    long check(long now) {
        long due = dueAt(now, super.check(now));
        if (state != ProcessState.RETIRING) {
            return due;
        }
        PoolEndpoint known = endpoint;
        if (known != null && known.awaitsAnswer()) {
            retireNanoTime = now; // it ends after what it has begun
        }
        long end = retireNanoTime + pool.settings.graceNanos();
        if (now - end >= 0) {
            kill();
            return due;
        }
        return end - due < 0 ? end : due;
    }

    /** Adds the limit of the next item, which cannot be late before: it is not begun yet. */
    private long dueAt(long now, long due) {
        PoolEndpoint known = endpoint;
        long limit = known == null ? 0 : known.limitNanos();
        return limit > 0 && now + limit - due < 0 ? now + limit : due;
    }

    @Override
    void retire() {
        if (state != ProcessState.KILLED && state != ProcessState.DEAD) { // those can be idle still
            become(ProcessState.RETIRING);
            retireNanoTime = System.nanoTime();
        }
        PoolEndpoint known = endpoint;
        if (known != null) {
            known.end();
        }
        poller.wake();
    }

    @Override
    void interrupt(RunningItem running) {
        PoolEndpoint known = endpoint;
        if (known != null) {
            known.interrupt(running.number());
        }
        poller.wake();
    }

    @Override
    void giveUp(RunningItem running) {
        if (state != ProcessState.KILLED) {
            kill();
        }
    }

    @Override
    void kill() {
        if (state.mayBecome(ProcessState.KILLED)) {
            become(ProcessState.KILLED);
        }
        PoolChild known = child;
        if (known != null) {
            known.kill();
        }
    }

    /** Moves what it had to elsewhere: it is dead, and all that it has answered is collected. */
    private void conclude(PoolEndpoint known, PoolChild dead) {
        boolean isKilled = state == ProcessState.KILLED;
        become(ProcessState.DEAD);
        poller.remove(this);
        known.takeUnbegun().reversed().forEach(scheduler::putBack);
        WorkerDiedException death = dead.death();
        known.takeLost().forEach(item -> scheduler.lost(item, death));
        dead.freeMemory();
        if (timer.hasBeenReady()) {
            scheduler.ended(this);
        } else if (isKilled) {
            scheduler.neverReady(this);
        } else {
            scheduler.failedToStart(this, dead.failure());
        }
    }

    @Override
    String describeName() {
        PoolChild known = child;
        return known == null ? name : name + ", pid " + known.pid();
    }
}
