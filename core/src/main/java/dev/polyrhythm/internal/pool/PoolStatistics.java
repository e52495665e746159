package dev.polyrhythm.internal.pool;

import dev.polyrhythm.PoolInsight.SlowTask;
import dev.polyrhythm.PoolInsight.WorkerTimes;
import dev.polyrhythm.internal.transport.TaskText;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The times of a pool's former workers, and its slowest items. Guarded by the pool's lock. */
final class PoolStatistics {
    private static final int SLOWEST = 5;
    private static final int FORMER_WORKERS = 20;

    private final PriorityQueue<Slow> slowest =
            new PriorityQueue<>(Comparator.comparingLong(Slow::nanos));
    private final Deque<Former> former = new ArrayDeque<>();

    /** A slow item, without its submission, which may hold much. */
    record Slow(@Nullable Object subject, long nanos) {}

    /** A worker that has left the pool, without what it held; a rogue one still runs. */
    private record Former(String name, WorkerTimer timer) {}

    void noteItem(Submission submission, int index, long nanos) {
        if (slowest.size() < SLOWEST) {
            slowest.add(new Slow(submission.subject(index), nanos));
        } else if (slowest.element().nanos() < nanos) {
            slowest.remove();
            slowest.add(new Slow(submission.subject(index), nanos));
        }
    }

    void noteEnd(String name, WorkerTimer timer) {
        former.addLast(new Former(name, timer));
        if (former.size() > FORMER_WORKERS) {
            former.remove(oldest());
        }
    }

    /** Returns the one to forget: a rogue one only if all are. */
    private Former oldest() {
        return former.stream()
                .filter(worker -> !worker.timer().isRogue())
                .findFirst()
                .orElseGet(former::getFirst);
    }

    /** Returns the times of workers that have left the pool. */
    List<WorkerTimes> formerWorkers(long now) {
        return former.stream()
                .map(worker -> worker.timer().times(worker.name(), false, now))
                .toList();
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
