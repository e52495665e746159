package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.pipe.QueueAccess;
import dev.polyrhythm.memory.internal.wait.Deadline;
import dev.polyrhythm.memory.internal.wait.EventCount;
import dev.polyrhythm.memory.internal.wait.Waiter;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Waits at queues for our other modules. */
final class QueueAccessImpl extends QueueAccess {
    @Override
    public <E> void put(SharedQueue<E> queue, E item, Runnable care) throws InterruptedException {
        queue.offer(item, Deadline.NEVER, withRepair(queue, care));
    }

    @Override
    public <E> @Nullable E take(SharedQueue<E> queue, long limitNanos, Runnable care)
            throws InterruptedException {
        return queue.poll(Deadline.after(limitNanos), withRepair(queue, care));
    }

    private static Runnable withRepair(SharedQueue<?> queue, Runnable care) {
        return () -> {
            if (!queue.repair()) {
                care.run();
            }
        };
    }

    @Override
    public boolean awaitAny(
            Collection<? extends SharedQueue<?>> queues,
            long limitNanos,
            BooleanSupplier attempt,
            Runnable care)
            throws InterruptedException {
        List<EventCount> events = queues.stream().map(SharedQueue::items).toList();
        Runnable all =
                () -> {
                    queues.forEach(SharedQueue::repair);
                    care.run();
                };
        return new Waiter(events, Deadline.after(limitNanos)).await(attempt, all);
    }
}
