package dev.polyrhythm.internal.pool;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.WorkerDiedException;
import dev.polyrhythm.internal.channel.Channel;
import dev.polyrhythm.internal.channel.ChannelLayout;
import dev.polyrhythm.internal.channel.LargeValues;
import dev.polyrhythm.internal.channel.PoolWorkerTask;
import dev.polyrhythm.internal.process.ExitStatus;
import dev.polyrhythm.internal.worker.WorkerAccess;
import dev.polyrhythm.memory.ClosedException;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.platform.ProcessInfo;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The process of a pool's worker, and the memory of its channel, which goes with it. The worker is
 * listed among the active ones, so the user can close it once it is dead: what the pool needs to
 * know of it afterwards is kept here.
 */
final class PoolChild {
    private final ProcessWorker worker;
    private final long pid;
    private final Channel channel;
    private final long channelNumber;
    private final CompletableFuture<Exit> exit;

    /**
     * How the process has ended.
     *
     * @param reason the worker's own failure or its death, null if it simply returned
     */
    private record Exit(int code, @Nullable Throwable reason) {}

    private PoolChild(ProcessWorker worker, Channel channel, long channelNumber) {
        this.worker = worker;
        this.pid = worker.pid();
        this.channel = channel;
        this.channelNumber = channelNumber;
        this.exit = worker.onExit().handle((ended, fault) -> exit(worker));
    }

    /** Reads it in the thread that notices the end: hardly any other can have closed it before. */
    private static Exit exit(ProcessWorker ended) {
        try {
            return new Exit(ended.exitCode().orElse(0), ended.getFailure().orElse(null));
        } catch (ClosedException | CompletionException e) { // or its end could not be read
            return new Exit(0, e);
        }
    }

    /**
     * Launches a process. Without the pool's lock: that takes some time.
     *
     * @param bellNumber number of the block with the bell that it rings
     */
    static PoolChild launch(String name, PoolSettings settings, long bellNumber) {
        Region region = Region.current();
        long number = region.allocateNumbered(ChannelLayout.BYTE_SIZE);
        try {
            Channel channel = new Channel(region.mapNumbered(number));
            PoolWorkerTask loop = new PoolWorkerTask(number, bellNumber, settings.initializer());
            ProcessWorker worker = WorkerAccess.get().newProcess(name, loop, settings.options());
            worker.setDaemon(true);
            worker.start();
            return new PoolChild(worker, channel, number);
        } catch (Throwable t) { // whatever it is, nothing else knows of the block
            region.freeNumbered(number);
            throw t;
        }
    }

    ProcessWorker worker() {
        return worker;
    }

    long pid() {
        return pid;
    }

    Channel channel() {
        return channel;
    }

    /** Not in this thread: to find its descendants takes some time. */
    void kill() {
        Thread.ofVirtual().name("polyrhythm-pool-kill").start(this::killNow);
    }

    private void killNow() {
        try {
            worker.kill();
        } catch (ClosedException e) {
            // Only a worker that has ended can be closed.
        }
    }

    /** Kills a process that has come into no pool, and frees its memory once it has ended. */
    void discard() {
        whenExited(this::freeMemory);
        kill();
    }

    /** Returns what the process needs of the machine's memory; 0 if that is not known. */
    long residentBytes() {
        return ProcessInfo.residentBytes(pid);
    }

    // After its end

    /** Runs an action once the process has ended, in the thread that notices it; or at once. */
    void whenExited(Runnable action) {
        var _ = exit.thenRun(action);
    }

    /** Whether the process has ended. One volatile read: pools ask all the time. */
    boolean hasExited() {
        return exit.isDone();
    }

    /** Describes how it has died, for those whose item it ran. */
    WorkerDiedException death() {
        Exit known = exit.join();
        return known.reason() instanceof WorkerDiedException death
                ? death
                : ExitStatus.death(worker.getName(), pid, known.code(), "", null);
    }

    /** Returns why it has ended: its own failure, if it had the time to tell of one. */
    Throwable failure() {
        Throwable reason = exit.join().reason();
        return reason == null ? death() : reason;
    }

    /** Frees its channel, and removes what it had written into files and not announced. */
    void freeMemory() {
        Region.current().freeNumbered(channelNumber);
        LargeValues.removeAllOf(channelNumber);
    }
}
