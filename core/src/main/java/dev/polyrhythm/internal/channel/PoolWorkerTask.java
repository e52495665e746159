package dev.polyrhythm.internal.channel;

import dev.polyrhythm.Task;
import dev.polyrhythm.internal.transport.WorkerCodec;
import dev.polyrhythm.internal.worker.WorkerAccess;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.memory.internal.wait.EventCount;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The task of a pool's worker process: runs all that comes through its channel.
 *
 * @param channel number of the channel's block
 * @param bell number of the block with the bell of the pool
 * @param initializer what it does first
 */
public record PoolWorkerTask(long channel, long bell, @Nullable Task initializer) implements Task {
    @Serial private static final long serialVersionUID = 1L;

    @Override
    public void run() throws Exception {
        WorkerAccess.get().becomeOneWorker();
        if (initializer != null) {
            WorkerCodec.useLoaderOf(initializer);
            initializer.run();
        }
        Region region = Region.current();
        EventCount poolBell = new EventCount(region.mapNumbered(bell));
        new WorkerEndpoint(channel, region.mapNumbered(channel), poolBell).run();
    }
}
