package dev.polyrhythm.internal.pool;

import dev.polyrhythm.WorkerDiedException;
import dev.polyrhythm.internal.events.WorkerEvents;
import dev.polyrhythm.internal.worker.ActiveWorkers;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pool's worker that is a process: what it is to do, and its life from start to death. The
 * process itself is a {@link PoolChild}; what is said to it goes through a {@link PoolEndpoint}.
 */
final class ProcessPoolWorker extends PoolWorker {
    private final ChannelPoller watch;
    private final MemoryLimit memory;
    private volatile @Nullable PoolEndpoint channel; // null until it is launched
    private volatile boolean gone;

    // guarded by the pool's lock
    private @Nullable PoolChild child; // null until it is launched
    private boolean ready;
    private boolean dismissed;
    private long dismissNanoTime;
    private boolean killed;
    private boolean concluded;

    ProcessPoolWorker(PoolState state, Scheduler scheduler, String name, ChannelPoller watch) {
        super(state, scheduler, name);
        this.watch = watch;
        this.memory = new MemoryLimit(state.settings.maxMemoryBytes());
    }

    // Its start

    @Override
    void start() {
        Thread.ofVirtual().name("polyrhythm-pool-start").start(this::launch);
    }

    /** Without the lock. */
    private void launch() {
        try {
            launched(PoolChild.launch(name, state.settings, watch.bellNumber()));
        } catch (Throwable t) { // whatever it is, the pool must not wait for this worker
            notLaunched(t);
        }
    }

    private void launched(PoolChild made) {
        state.lock();
        try {
            child = made;
            channel = new PoolEndpoint(this, made.channel(), watch);
            watch.add(this);
            ActiveWorkers.attach(made.worker(), this::timesNow);
            if (dismissed) {
                made.channel().end();
            }
            if (killed || state.endsWithProgram()) {
                kill();
            }
        } finally {
            state.unlock();
        }
        made.whenExited(this::noteGone);
        watch.wake(); // it can be ready already
    }

    private void notLaunched(Throwable reason) {
        state.lock();
        try {
            scheduler.failedToStart(this, reason);
        } finally {
            state.unlock();
        }
    }

    // What it has done

    /** Whether it may have written something that nobody has looked at. Without the lock. */
    boolean mayHaveNews() {
        PoolEndpoint known = channel;
        return gone || (known != null && (known.mayHaveAnswer() || isJustReady(known)));
    }

    /** One that is to end need not be ready. Without the lock: a race does no harm. */
    private boolean isJustReady(PoolEndpoint known) {
        return !ready && !dismissed && !killed && known.isReady();
    }

    /** Takes what it has answered, and gives it more. True if there was something. */
    boolean look() {
        PoolEndpoint known = channel;
        if (known == null || concluded) {
            return false;
        }
        boolean isGone = gone; // asked first: what it has answered is found then
        if (isJustReady(known)) {
            ready = true;
            scheduler.ready(this);
        }
        boolean progress = known.collect();
        if (isGone) {
            conclude(known, Objects.requireNonNull(child));
            return true;
        }
        known.goOn();
        if (progress) {
            feed(known);
        }
        return progress;
    }

    /** It has answered an item. */
    void answered(Submission call, int index, long number, @Nullable Object value, long nanos) {
        noteEnd(number);
        noteWork(nanos);
        scheduler.finished(call, index, value, nanos);
        if (value instanceof Values.Encoded failure && failure.kind() == Values.LAST_FAILURE) {
            retire("out of memory");
        } else if (isUsedUp() && hasNothingToDo()) {
            retire("tasks");
        } else if (needsTooMuch()) {
            retire("memory");
        }
    }

    private boolean hasNothingToDo() {
        PoolEndpoint known = channel;
        return known == null || known.isEmpty();
    }

    private boolean needsTooMuch() {
        PoolChild known = child;
        return known != null && memory.isExceededBy(known);
    }

    /** It is to do nothing more, but for what it has begun; another one takes its place. */
    private void retire(String reason) {
        if (!dismissed) {
            PoolChild known = child;
            long bytes = known == null ? 0 : known.residentBytes();
            WorkerEvents.replaced(describeName(), reason, ", residentBytes=" + bytes);
            dismiss();
            scheduler.putBack(takeBack());
        }
    }

    // What it is to do

    private void feed(PoolEndpoint known) {
        if (dismissed || isStopping() || isUsedUp()) {
            return;
        }
        if (known.isEmpty()) {
            scheduler.next(this);
        }
        while (!dismissed && !isUsedUp() && known.wantsMore()) {
            Chunk chunk = scheduler.poll();
            if (chunk == null) {
                return;
            }
            give(chunk);
        }
    }

    /** It was ready, so it has a channel. */
    @Override
    void give(Chunk chunk) {
        Objects.requireNonNull(channel).give(fit(chunk));
    }

    @Override
    List<Chunk> takeBack() {
        PoolEndpoint known = channel;
        if (known == null) {
            return List.of();
        }
        List<Chunk> rest = known.takeBack();
        noteTakenBack(rest);
        if (!known.awaitsAnswer() && !rest.isEmpty() && !dismissed) {
            scheduler.becameIdle(this);
        }
        return rest;
    }

    @Override
    boolean hasUnbegun() {
        PoolEndpoint known = channel;
        return known != null && known.hasUnbegun();
    }

    @Override
    boolean has(Submission call) {
        PoolEndpoint known = channel;
        return known != null && known.has(call);
    }

    @Override
    @Nullable RunningItem running() {
        boolean ignored = look();
        PoolEndpoint known = channel;
        return known == null || concluded ? null : known.running();
    }

    // Its end

    @Override
    long check(long now) {
        long due = dueAt(now, super.check(now));
        if (!dismissed || killed || concluded) {
            return due;
        }
        PoolEndpoint known = channel;
        if (known != null && known.awaitsAnswer()) {
            dismissNanoTime = now; // it ends after what it has begun
        }
        long end = dismissNanoTime + state.settings.graceNanos();
        if (now - end >= 0) {
            kill();
            return due;
        }
        return end - due < 0 ? end : due;
    }

    /** What it has not begun yet cannot be late before its limit from now on. */
    private long dueAt(long now, long due) {
        PoolEndpoint known = channel;
        long limit = known == null ? 0 : known.limitNanos();
        return limit > 0 && now + limit - due < 0 ? now + limit : due;
    }

    @Override
    void dismiss() {
        dismissed = true;
        dismissNanoTime = System.nanoTime();
        PoolEndpoint known = channel;
        if (known != null) {
            known.end();
        }
        watch.wake();
    }

    @Override
    void interrupt(RunningItem running) {
        PoolEndpoint known = channel;
        if (known != null) {
            known.interrupt(running.number());
        }
        watch.wake();
    }

    @Override
    void giveUp(RunningItem running) {
        if (!killed) {
            kill();
        }
    }

    @Override
    void kill() {
        killed = true;
        PoolChild known = child;
        if (known != null) {
            known.kill();
        }
    }

    /** Without the lock. */
    private void noteGone() {
        gone = true;
        watch.wake();
    }

    /** It is dead, and all that it has answered is collected. */
    private void conclude(PoolEndpoint known, PoolChild dead) {
        concluded = true;
        watch.remove(this);
        known.takeUnbegun().reversed().forEach(scheduler::putBack);
        WorkerDiedException death = dead.death();
        known.takeLost().forEach(item -> scheduler.lost(item, death));
        dead.freeMemory();
        if (ready) {
            scheduler.ended(this);
        } else if (dismissed || killed) {
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
