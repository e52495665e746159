package dev.polyrhythm.internal.pool;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.WorkerDiedException;
import dev.polyrhythm.internal.process.ExitStatus;
import dev.polyrhythm.internal.worker.WorkerAccess;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.platform.ProcessInfo;

/** The process of a pool's worker, and the memory of its channel, which goes with it. */
final class PoolChild {
    private final ProcessWorker worker;
    private final Channel channel;
    private final long channelNumber;

    private PoolChild(ProcessWorker worker, Channel channel, long channelNumber) {
        this.worker = worker;
        this.channel = channel;
        this.channelNumber = channelNumber;
    }

    /**
     * Starts one. Without the pool's lock: that takes some time.
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
        } catch (Throwable t) { // whatever it is, nobody else knows of the block
            region.freeNumbered(number);
            throw t;
        }
    }

    ProcessWorker worker() {
        return worker;
    }

    Channel channel() {
        return channel;
    }

    /** Not in this thread: to find its descendants takes some time. */
    void kill() {
        Thread.ofVirtual().name("polyrhythm-pool-kill").start(worker::kill);
    }

    /** What it needs of the machine's memory; 0 if that is not known. */
    long residentBytes() {
        return ProcessInfo.residentBytes(worker.pid());
    }

    // Once it is dead

    /** How it has died, for those whose item it ran. */
    WorkerDiedException death() {
        return worker.getFailure().orElse(null) instanceof WorkerDiedException death
                ? death
                : ExitStatus.death(
                        worker.getName(), worker.pid(), worker.exitCode().orElse(0), "", null);
    }

    /** Why it has ended: its own failure, if it had the time to tell of one. */
    Throwable failure() {
        return worker.getFailure().orElseGet(this::death);
    }

    /** Frees its channel, and removes what it had written into files and not announced. */
    void freeMemory() {
        Region.current().freeNumbered(channelNumber);
        LargeValues.removeAllOf(channelNumber);
    }
}
