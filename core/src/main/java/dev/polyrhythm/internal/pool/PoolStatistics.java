package dev.polyrhythm.internal.pool;

import dev.polyrhythm.PoolInsight.SlowTask;
import dev.polyrhythm.PoolInsight.WorkerTimes;
import dev.polyrhythm.internal.transport.TaskText;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What a pool remembers of the times of its workers and items. Guarded by the pool's lock. */
final class PoolStatistics {
    private static final int SLOWEST = 5;
    private static final int FORMER_WORKERS = 20;

    private final PriorityQueue<Slow> slowest =
            new PriorityQueue<>(Comparator.comparingLong(Slow::nanos));
    private final Deque<Former> former = new ArrayDeque<>();

    /** What an item was, not its call, which may hold much. */
    record Slow(@Nullable Object subject, long nanos) {}

    /** A worker that has ended, without what it held; one that was given up may still work. */
    private record Former(@Nullable PoolWorker rogue, WorkerTimes last) {
        WorkerTimes times(long now) {
            return rogue == null ? last : rogue.times(now);
        }
    }

    void noteItem(Submission call, int index, long nanos) {
        if (slowest.size() < SLOWEST) {
            slowest.add(new Slow(call.subject(index), nanos));
        } else if (slowest.element().nanos() < nanos) {
            slowest.remove();
            slowest.add(new Slow(call.subject(index), nanos));
        }
    }

    void noteEnd(PoolWorker worker) {
        WorkerTimes last = worker.times(System.nanoTime());
        former.addLast(new Former(worker.isRogue() ? worker : null, last));
        if (former.size() > FORMER_WORKERS) {
            former.remove(oldest());
        }
    }

    /** One that was given up, and still runs, is not forgotten for one that has ended. */
    private Former oldest() {
        return former.stream()
                .filter(worker -> worker.rogue() == null || !worker.rogue().isRogue())
                .findFirst()
                .orElseGet(former::getFirst);
    }

    List<WorkerTimes> workers(Collection<? extends PoolWorker> present) {
        List<WorkerTimes> all = new ArrayList<>();
        long now = System.nanoTime();
        present.forEach(worker -> all.add(worker.times(now)));
        former.forEach(worker -> all.add(worker.times(now)));
        return all;
    }

    /** Makes the texts, without the lock: that runs code of the user. */
    static List<SlowTask> describe(List<Slow> slow) {
        return slow.stream()
                .map(s -> new SlowTask(TaskText.of(s.subject()), Duration.ofNanos(s.nanos())))
                .toList();
    }

    List<Slow> slowest() {
        return slowest.stream().sorted(Comparator.comparingLong(Slow::nanos).reversed()).toList();
    }
}
