package dev.polyrhythm.internal.pool;

import dev.polyrhythm.PoolProgress;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls the listener of a pool's progress, now and then, and in any case when the pool has nothing
 * to do. A thread of its own does so: the listener may do what it likes, and as long as it likes.
 */
final class ProgressNotifier {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Duration LAST_CALL_LIMIT = Duration.ofSeconds(2);

    private final PoolState state;
    private final Consumer<? super PoolProgress> listener;
    private volatile @Nullable Thread thread;

    // guarded by the pool's lock
    private long total;
    private long done;
    private long failed;
    private long startNanoTime;
    private boolean changed;
    private boolean waits;

    ProgressNotifier(PoolState state, Consumer<? super PoolProgress> listener) {
        this.state = state;
        this.listener = listener;
    }

    /** Under the pool's lock. */
    void submitted(long count) {
        if (total == 0) {
            startNanoTime = System.nanoTime();
        }
        if (thread == null) { // an empty map submits none, and can be the first of several
            thread = Thread.ofVirtual().name("polyrhythm-progress").start(this::run);
        }
        total += count;
        changed = true;
        if (waits) {
            LockSupport.unpark(thread);
        }
    }

    /** Under the pool's lock. */
    void ended(long count, long withoutResult) {
        done += count;
        failed += withoutResult;
        changed = true;
        if (waits || done == total) {
            LockSupport.unpark(thread);
        }
    }

    /** Notes the pool's end. Under the pool's lock. */
    void end() {
        LockSupport.unpark(thread);
    }

    /** Without the lock, once the pool has ended: waits for the last call, but not for ever. */
    void awaitLast() {
        Thread notifier = thread;
        try {
            if (notifier != null && notifier != Thread.currentThread()) {
                boolean ignored = notifier.join(LAST_CALL_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean over = false;
        while (!over) {
            over = state.phase() == PoolState.Phase.TERMINATED;
            PoolProgress progress = take();
            if (progress == null) {
                pause(over);
            } else {
                notifyListener(progress);
                LockSupport.parkNanos(this, progress.isComplete() ? 1 : PAUSE_NANOS);
            }
        }
    }

    private void pause(boolean over) {
        if (!over) {
            LockSupport.park(this);
        }
    }

    private void notifyListener(PoolProgress progress) {
        try {
            listener.accept(progress);
        } catch (RuntimeException | Error e) {
            System.getLogger("dev.polyrhythm")
                    .log(
                            Level.WARNING,
                            "a progress listener has failed: pool=" + state.settings.name(),
                            e);
        }
    }

    private @Nullable PoolProgress take() {
        state.lock();
        try {
            waits = !changed;
            if (waits) {
                return null;
            }
            changed = false;
            Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanoTime);
            return new PoolProgress(done, failed, total, elapsed);
        } finally {
            state.unlock();
        }
    }
}
