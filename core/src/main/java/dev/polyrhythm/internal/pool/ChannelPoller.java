package dev.polyrhythm.internal.pool;

import dev.polyrhythm.internal.channel.WorkerEndpoint;
import dev.polyrhythm.internal.process.ChildShutdown;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.memory.internal.region.ShutdownPhases;
import dev.polyrhythm.memory.internal.wait.EventCount;
import dev.polyrhythm.memory.internal.wait.SpinWait;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The monitor of a pool of processes: polls the workers' channels for answers, gives the workers
 * more, notices deaths, limits and grace times. A thread that waits for a result does the same for
 * a short time, so a short job costs no change of threads.
 */
final class ChannelPoller implements PoolMonitor {
    private static final long BUSY_PAUSE_NANOS = 1_000_000;
    private static final long FREE_PAUSE_NANOS = 20_000_000;
    private static final ProcessPoolWorker[] NONE = {};

    private final PoolState state;
    private final Scheduler scheduler;
    private final Runnable atExit;
    private final AtomicInteger helpers = new AtomicInteger();
    private volatile ProcessPoolWorker[] processes = NONE;
    private volatile @Nullable EventCount bell;
    private volatile @Nullable Thread thread;
    private long bellNumber;
    private long dueNanoTime = System.nanoTime(); // guarded by the pool's lock
    private volatile boolean programEnds;
    private int round; // of the thread: how often it has slept in vain

    ChannelPoller(PoolState state, Scheduler scheduler) {
        this.state = state;
        this.scheduler = scheduler;
        this.atExit = this::endWithProgram;
    }

    /** Under the pool's lock. */
    @Override
    public void begin() {
        if (thread == null) {
            ChildShutdown.endWithThisProcess(); // first, so that it comes after what follows
            Region region = Region.current();
            long number = region.allocateNumbered(EventCount.BYTE_SIZE);
            try {
                begin(number, new EventCount(region.mapNumbered(number)));
            } catch (RuntimeException | Error e) {
                region.freeNumbered(number);
                throw e;
            }
        }
    }

    private void begin(long number, EventCount made) {
        bellNumber = number;
        bell = made;
        thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("polyrhythm-" + state.settings.name())
                        .start(this::run);
        ShutdownPhases.register(ShutdownPhases.Phase.WORKERS, atExit);
    }

    /** Returns the number of the block with the bell that the workers ring. */
    long bellNumber() {
        return bellNumber;
    }

    /** Under the pool's lock. */
    void add(ProcessPoolWorker process) {
        ProcessPoolWorker[] known = processes;
        ProcessPoolWorker[] more = Arrays.copyOf(known, known.length + 1);
        more[known.length] = process;
        processes = more;
    }

    /** Under the pool's lock. */
    @SuppressWarnings("ReferenceEquality") // this very worker
    void remove(ProcessPoolWorker process) {
        processes =
                Arrays.stream(processes)
                        .filter(other -> other != process)
                        .toArray(ProcessPoolWorker[]::new);
    }

    /** Has it check after so long at the latest, 0 for never. Under the pool's lock. */
    void by(long limitNanos) {
        if (limitNanos > 0 && System.nanoTime() + limitNanos - dueNanoTime < 0) {
            wake();
        }
    }

    @Override
    public void wake() {
        EventCount known = bell;
        if (known != null) {
            known.wakeAnyway();
            LockSupport.unpark(thread);
        }
    }

    /** Keeps the thread out of the kernel: a JVM that ends waits for threads that are inside. */
    private void endWithProgram() {
        programEnds = true;
        state.lock();
        try {
            scheduler.endWithProgram();
        } finally {
            state.unlock();
        }
        wake();
    }

    private void run() {
        EventCount own = bell;
        boolean isOver = false;
        while (own != null && !isOver) {
            try {
                isOver = runOnce(own, own.prepare());
            } catch (RuntimeException | Error e) { // the pool must go on
                logFailure(e);
                LockSupport.parkNanos(this, BUSY_PAUSE_NANOS);
            }
        }
        ShutdownPhases.unregister(ShutdownPhases.Phase.WORKERS, atExit);
        Region.current().freeNumbered(bellNumber);
    }

    private void logFailure(Throwable failure) {
        System.getLogger("dev.polyrhythm")
                .log(
                        Level.WARNING,
                        "the monitor of a pool has failed, and tries again: name="
                                + state.settings.name(),
                        failure);
    }

    /** Polls once, and waits if there was nothing. True once the pool has ended. */
    private boolean runOnce(EventCount own, int ticket) {
        boolean progress;
        boolean isBusy;
        boolean hasNoBacklog;
        long due;
        state.lock();
        try {
            progress = pollAll();
            due = scheduler.check();
            dueNanoTime = due;
            isBusy = state.isBusy();
            hasNoBacklog = scheduler.hasNoBacklog();
            if (state.isTerminated()) {
                return true;
            }
        } finally {
            state.unlock();
        }
        if (progress) {
            round = 0;
        }
        if (!((progress && hasNoBacklog) ? spin(this::mayHaveProgress) : mayHaveProgress())) {
            pause(own, ticket, due, isBusy ? BUSY_PAUSE_NANOS : FREE_PAUSE_NANOS);
        }
        return false;
    }

    private void pause(EventCount own, int ticket, long due, long longestNanos) {
        if (programEnds) {
            LockSupport.parkNanos(this, BUSY_PAUSE_NANOS);
        } else {
            own.await(ticket, due - System.nanoTime(), round++, longestNanos);
        }
    }

    /** Under the pool's lock. */
    private boolean pollAll() {
        boolean progress = false;
        for (ProcessPoolWorker process : processes) {
            progress |= process.poll();
        }
        return progress;
    }

    private boolean mayHaveProgress() {
        for (ProcessPoolWorker process : processes) {
            if (process.mayHaveProgress()) {
                return true;
            }
        }
        return false;
    }

    private boolean spin(BooleanSupplier attempt) {
        return SpinWait.until(attempt, WorkerEndpoint.SPINS, WorkerEndpoint.YIELDS, () -> false);
    }

    @Override
    public void help(CompletableFuture<?> awaited) {
        EventCount known = bell;
        if (known == null) {
            return;
        }
        helpers.incrementAndGet();
        try {
            boolean ignored = spin(() -> helpOnce(known, awaited));
        } finally {
            if (helpers.decrementAndGet() == 0) {
                endHelp(known);
            }
        }
    }

    private boolean helpOnce(EventCount known, CompletableFuture<?> awaited) {
        known.suppressWakes();
        if (mayHaveProgress() && state.tryLock()) {
            pollAllAndUnlock();
        }
        return awaited.isDone();
    }

    private void pollAllAndUnlock() {
        try {
            pollAll();
        } finally {
            state.unlock();
        }
    }

    /** Re-checks for answers that were written while wake-ups were suppressed. */
    private void endHelp(EventCount known) {
        known.permitWakes();
        if (mayHaveProgress()) {
            wake();
        }
    }
}
