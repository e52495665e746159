package dev.polyrhythm;

import java.time.Duration;
import java.util.List;

/**
 * What the workers of a {@link WorkerPool} have done, at one moment.
 *
 * @param workers those that there are, and after them some that were given up or replaced
 * @param slowest the jobs and items that took longest
 */
public record PoolInsight(List<WorkerTimes> workers, List<SlowTask> slowest) {
    /** Copies both lists. */
    public PoolInsight {
        workers = List.copyOf(workers);
        slowest = List.copyOf(slowest);
    }

    /** What has become of a worker. */
    public enum Condition {
        /** It has been started, and is not ready yet. */
        STARTING,
        /** It waits for something to do. */
        WAITING,
        /** It does something. */
        WORKING,
        /** It is a thread that did not end when it was asked to, and was given up. */
        ROGUE,
        /** It has ended. */
        ENDED
    }

    /**
     * A worker.
     *
     * @param name its name
     * @param condition what it does
     * @param tasks jobs and items that it has ended
     * @param start how long it took to get ready
     * @param waiting how long it had nothing to do since
     * @param working how long it worked
     */
    public record WorkerTimes(
            String name,
            Condition condition,
            long tasks,
            Duration start,
            Duration waiting,
            Duration working) {}

    /**
     * A job or an item.
     *
     * @param task what it was, as text
     * @param time how long it took
     */
    public record SlowTask(String task, Duration time) {}

    /**
     * The threads that were given up, as they did not end.
     *
     * @return how many of them have not come back
     */
    public long rogueCount() {
        return workers.stream().filter(w -> w.condition() == Condition.ROGUE).count();
    }

    /** A table, for people. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(
                "%-20s %-9s %9s %9s %9s %9s%n"
                        .formatted("worker", "state", "tasks", "start", "waiting", "working"));
        for (WorkerTimes w : workers) {
            text.append(
                    "%-20s %-9s %9d %9s %9s %9s%n"
                            .formatted(
                                    w.name(),
                                    w.condition(),
                                    w.tasks(),
                                    seconds(w.start()),
                                    seconds(w.waiting()),
                                    seconds(w.working())));
        }
        for (SlowTask task : slowest) {
            text.append("slow: %s  %s%n".formatted(seconds(task.time()), task.task()));
        }
        return text.toString();
    }

    private static String seconds(Duration time) {
        return "%.3f s".formatted(time.toNanos() / 1e9);
    }
}
